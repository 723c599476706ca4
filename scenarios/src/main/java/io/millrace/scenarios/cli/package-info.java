/**
 * The command line: {@link io.millrace.scenarios.cli.Millrace} is the main class, each sub-command
 * a class of its own.
 */
@NullMarked
package io.millrace.scenarios.cli;

import org.jspecify.annotations.NullMarked;
