/**
 * The command line: {@link io.millrace.scenarios.cli.Millrace} is the main class, each sub-command
 * a class of its own.
 *
 * <p>Commands read, run and hand results to {@code scenarios.text} or to a JSON tree; they compute
 * nothing. What is wrong with an input or an option goes through one {@link
 * io.millrace.scenarios.cli.IssuePrinter}, everything else that goes wrong through {@link
 * io.millrace.scenarios.cli.Failures}, so that no command ends in a stack trace. Catalogues are
 * loaded by the commands that need them: help must not wait for them. Options that several commands
 * have are mixins ({@code JsonOption}, {@code LauncherOption}, {@code ParameterFiles}).
 *
 * <p>Every file that a command writes is an option of the type {@code OutputFile}, so that {@code
 * OutputsApart} can refuse, before any work, to write what the command reads and what may exist
 * only once.
 */
@NullMarked
package io.millrace.scenarios.cli;

import org.jspecify.annotations.NullMarked;
