package io.millrace.scenarios.text;

import io.millrace.model.parameter.Parameter;
import java.util.List;

/** Fitted parameters as a file that {@code --parameters} takes. */
final class FitFile {
  private final StringBuilder text = new StringBuilder();

  /**
   * Begins the file with what says where it comes from.
   *
   * @param what is fitted
   * @param source the files of the measurements
   * @param date of the fit
   * @param errors what the lines of errors give
   */
  FitFile(String what, String source, String date, String errors) {
    text.append("# ").append(what).append(", fitted on ").append(date);
    text.append("\n# Source: ").append(onOneLine(source));
    text.append("\n# ").append(errors).append(":\n");
  }

  /** Adds a line of errors. */
  void error(String name, String first, String second) {
    text.append("#   ").append(onOneLine(name)).append(": ");
    text.append(first).append(", ").append(second).append('\n');
  }

  /** The whole file with its parameters. */
  String with(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      text.append(parameter.path()).append(": \"").append(parameter.text()).append("\"\n");
    }
    return text.toString();
  }

  /** Names come from the files of users: a line feed would end the comment. */
  private static String onOneLine(String name) {
    return name.replaceAll("\\p{Cntrl}", " ");
  }
}
