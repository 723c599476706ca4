package io.millrace.scenarios.cli;

import io.millrace.scenarios.text.Palette;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the command line within this process.
 *
 * @param status the exit status
 * @param out what it printed
 * @param err its issues
 */
record CommandLineRun(int status, String out, String err) {

  /** Runs it as if its output went to files. */
  static CommandLineRun of(String... arguments) {
    return of(Palette.PLAIN, arguments);
  }

  static CommandLineRun of(Palette palette, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), palette, false);
    int status = Millrace.commandLine(terminal).execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return new CommandLineRun(status, out.toString(), err.toString());
  }
}
