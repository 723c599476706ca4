package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line what is wrong with SQL, and where. */
final class SqlIssue {
  private static final Pattern PLACE =
      Pattern.compile("^LINE (\\d+): (.*)\\n( *)\\^", Pattern.MULTILINE);
  private static final Pattern PREFIX = Pattern.compile("^[A-Z]\\w*(?: \\w+)* Error: ");
  private static final Pattern CANDIDATES =
      Pattern.compile("^Candidate bindings: (.*)$", Pattern.MULTILINE);
  private static final String TRUNCATED = "...";

  private final String source;
  private final String sql;
  private final int linesBefore;

  /**
   * For a text.
   *
   * @param source what the issue is about: {@code SQL} or an option
   * @param sql the whole text that was given to the database
   * @param linesBefore lines of it that stand before what somebody wrote; if there are any, then
   *     one stands behind it
   */
  SqlIssue(String source, String sql, int linesBefore) {
    this.source = source;
    this.sql = sql;
    this.linesBefore = linesBefore;
  }

  /** Of a problem at an offset, or of unknown place if that is negative. */
  InvalidInputException at(int offset, String message) {
    if (offset < 0 || offset > sql.length()) {
      return issue(source, message, "");
    }
    String before = sql.substring(0, offset);
    int line = 1 + (int) before.chars().filter(it -> it == '\n').count();
    return issue(place(line, offset - before.lastIndexOf('\n')), message, "");
  }

  /** Of what the database said. */
  InvalidInputException of(SQLException e) {
    String text = String.valueOf(e.getMessage());
    String message = PREFIX.matcher(text.lines().findFirst().orElse("")).replaceFirst("");
    return issue(place(text).orElse(source), message, hint(text));
  }

  private InvalidInputException issue(String path, String message, String hint) {
    return new InvalidInputException(List.of(new Issue(path, message, hint)));
  }

  private Optional<String> place(String text) {
    Matcher matcher = PLACE.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int line = Integer.parseInt(matcher.group(1));
    String excerpt = matcher.group(2);
    int column = matcher.group(3).length() - "LINE : ".length() - matcher.group(1).length();
    if (excerpt.startsWith(TRUNCATED)) {
      String shown = excerpt.replaceAll("^\\.{3}|\\.{3}$", "");
      String whole = sql.lines().skip(line - 1L).findFirst().orElse("");
      column += whole.lastIndexOf(shown) - TRUNCATED.length();
    }
    return column < 0 ? Optional.empty() : Optional.of(place(line, column + 1));
  }

  private String place(int line, int column) {
    if (line <= linesBefore) {
      return source;
    }
    boolean beyond = linesBefore > 0 && line == sql.lines().count();
    return beyond
        ? source + " at its end"
        : "%s line %d column %d".formatted(source, line - linesBefore, column);
  }

  private static String hint(String text) {
    Matcher candidates = CANDIDATES.matcher(text);
    if (candidates.find()) {
      return "Maybe " + candidates.group(1).replace('"', '\'') + "?";
    }
    if (text.startsWith("Permission Error")) {
      return "a question reads the rows of its sweeps and nothing else";
    }
    if (text.startsWith("Catalog Error: Table")) {
      return "the rows are the table 'rows'";
    }
    return text.startsWith("Out of Memory Error") ? "ask for fewer rows or columns" : "";
  }
}
