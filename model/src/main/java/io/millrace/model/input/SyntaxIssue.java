package io.millrace.model.input;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;

/** Says in our words what the parsers say in theirs: where a text is no JSON or YAML, and why. */
final class SyntaxIssue {
  /** Levels of lists and objects. */
  static final int DEEPEST = 64;

  /** Characters of a key. */
  static final int LONGEST_KEY = 10_000;

  /** Characters of a text. */
  static final int LONGEST_TEXT = 1 << 20;

  /** Characters of a number. */
  static final int LONGEST_NUMBER = 100;

  private SyntaxIssue() {}

  static Issue of(JacksonException e, JsonParser parser, boolean json) {
    if (e instanceof StreamConstraintsException) {
      return new Issue(
          at(parser.currentLocation()), limit(e.getOriginalMessage()), "is that what was meant?");
    }
    String prefix = "not valid " + (json ? "JSON" : "YAML") + ": ";
    if (e.getCause() instanceof MarkedYamlEngineException yaml
        && yaml.getProblemMark().isPresent()) {
      Mark mark = yaml.getProblemMark().get();
      return Issue.of(
          at(mark.getLine() + 1, mark.getColumn() + 1),
          prefix + (yaml.getContext() == null ? "" : yaml.getContext() + ", ") + yaml.getProblem());
    }
    TokenStreamLocation where =
        e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    return Issue.of(at(where), prefix + plain(e.getOriginalMessage()));
  }

  private static String limit(String message) {
    if (message.startsWith("Document nesting")) {
      return "lists and objects are nested deeper than " + DEEPEST + " levels";
    }
    if (message.startsWith("Name")) {
      return "a key has more than " + LONGEST_KEY + " characters";
    }
    return message.startsWith("Number")
        ? "a number has more than " + LONGEST_NUMBER + " characters"
        : "a text has more than " + LONGEST_TEXT + " characters";
  }

  private static String at(TokenStreamLocation location) {
    return at(location.getLineNr(), location.getColumnNr());
  }

  private static String at(int line, int column) {
    return line < 1 ? Issue.WHOLE : "line " + line + ", column " + column;
  }

  /** The first sentence without the names of the parser's switches and classes. */
  private static String plain(String message) {
    String first = message.lines().findFirst().orElse("unreadable");
    if (first.startsWith("Expected a property name")) {
      return "a key must be a plain text";
    }
    return first
        .replaceAll("\\s*\\([^()]*\\[Source:.*", "")
        .replaceAll("\\s*\\([^()]*Feature[^()]*\\)", "")
        .replaceAll(": enable `.*", "");
  }
}
