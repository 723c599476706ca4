package io.millrace.scenarios.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that only has sub-commands: alone, it says which. */
abstract class CommandGroup implements Runnable {
  @ParentCommand private Millrace millrace;

  @Spec private CommandSpec spec;

  final Millrace millrace() {
    return millrace;
  }

  @Override
  public final void run() {
    spec.commandLine().usage(millrace.terminal().out());
  }
}
