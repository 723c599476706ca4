package io.millrace.model.megatron;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a script with their quotes taken off and their parameters put in. */
final class ShellWords {
  private static final String ENDS = " \t\n;&|()<>";
  private static final Pattern NAME = Pattern.compile("\\w+|[@*#?]");
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z_]\\w*|\\d+|[@*#])(\\[[^]]*])?(:?[-=+?])?(.*)", Pattern.DOTALL);

  /** Defaults in defaults in defaults. */
  private static final int DEEPEST = 20;

  private final ShellText text;
  private final ShellVariables variables;
  private final int depth;

  private final List<String> done = new ArrayList<>();
  private final StringBuilder piece = new StringBuilder();
  private boolean open;

  ShellWords(ShellText text, ShellVariables variables) {
    this(text, variables, 0);
  }

  private ShellWords(ShellText text, ShellVariables variables, int depth) {
    this.text = text;
    this.variables = variables;
    this.depth = depth;
  }

  /** The next word; several where a parameter without quotes has blanks, none where it is empty. */
  List<String> fields() {
    done.clear();
    piece.setLength(0);
    open = false;
    while (!text.atEnd() && ENDS.indexOf(text.peek()) < 0) {
      part(false);
    }
    endField();
    return List.copyOf(done);
  }

  /** The next word as one text, as the right side of an assignment is. */
  String joined() {
    return String.join(" ", fields());
  }

  private void part(boolean quoted) {
    char next = text.next();
    switch (next) {
      case '\\' -> escaped();
      case '$' -> dollar(quoted);
      case '`' -> add(ShellVariables.unknown("(" + text.until('\0', '`') + ")"));
      case '\'' -> {
        if (quoted) {
          add('\'');
        } else {
          add(text.until('\0', '\''));
        }
      }
      case '"' -> {
        open = true;
        while (!text.atEnd() && text.peek() != '"') {
          part(true);
        }
        text.skip(1);
      }
      default -> add(next);
    }
  }

  private void escaped() {
    if (text.atEnd()) {
      return;
    }
    char next = text.next();
    if (next != '\n') {
      add(next);
    }
  }

  private void dollar(boolean quoted) {
    if (text.comes("((")) {
      text.skip(2);
      String expression = text.until('(', ')');
      text.skip(1);
      add(arithmetic(expression));
    } else if (text.comes("(")) {
      text.skip(1);
      add(ShellVariables.unknown("(" + text.until('(', ')') + ")"));
    } else if (text.comes("{")) {
      text.skip(1);
      put(parameter(text.until('{', '}')), quoted);
    } else {
      Matcher name = text.match(NAME);
      if (name.lookingAt()) {
        text.skip(name.end() - name.start());
        put(value(name.group()), quoted);
      } else {
        add('$');
      }
    }
  }

  private List<String> value(String name) {
    return name.matches("[@*#?]")
        ? List.of()
        : variables.find(name).orElseGet(() -> List.of(ShellVariables.unknown(name)));
  }

  /** What stands between the braces of {@code ${...}}. */
  private List<String> parameter(String content) {
    Matcher matcher = PARAMETER.matcher(content);
    if (!matcher.matches()) {
      return List.of(ShellVariables.unknown("{" + content + "}"));
    }
    String name = matcher.group(1);
    String operator = Optional.ofNullable(matcher.group(3)).orElse("");
    String rest = matcher.group(4);
    boolean all = Optional.ofNullable(matcher.group(2)).orElse("").matches("\\[[@*]]");
    Optional<List<String>> known = variables.find(name);
    boolean has =
        known.isPresent() && (operator.indexOf(':') < 0 || !known.get().equals(List.of("")));
    if (operator.endsWith("-") || operator.endsWith("=")) {
      return has ? known.get() : List.of(expanded(rest));
    }
    if (operator.endsWith("+")) {
      return has ? List.of(expanded(rest)) : List.of();
    }
    if (operator.isEmpty() && !rest.isEmpty()) {
      return List.of(ShellVariables.unknown("{" + content + "}"));
    }
    List<String> value = value(name);
    return all || value.isEmpty() ? value : value.subList(0, 1);
  }

  private String expanded(String value) {
    return depth == DEEPEST
        ? ""
        : new ShellWords(new ShellText("\"" + value.replace("\"", "") + "\""), variables, depth + 1)
            .joined();
  }

  private String arithmetic(String expression) {
    Optional<Long> result = Arithmetic.evaluate(expanded(expression), variables);
    return result
        .map(String::valueOf)
        .orElseGet(() -> ShellVariables.unknown("((" + expression + "))"));
  }

  /** Puts a value in: its elements are fields of their own, blanks split them unless quoted. */
  private void put(List<String> values, boolean quoted) {
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        endField();
      }
      if (quoted) {
        add(values.get(i));
      } else {
        String[] fields = values.get(i).split("\\s+", -1);
        for (int field = 0; field < fields.length; field++) {
          if (field > 0) {
            endField();
          }
          piece.append(fields[field]);
        }
      }
    }
    if (quoted && values.isEmpty() && piece.isEmpty()) {
      open = false;
    }
  }

  private void add(char character) {
    piece.append(character);
    open = true;
  }

  private void add(String value) {
    piece.append(value);
    open = true;
  }

  private void endField() {
    if (open || !piece.isEmpty()) {
      done.add(piece.toString());
    }
    piece.setLength(0);
    open = false;
  }
}
