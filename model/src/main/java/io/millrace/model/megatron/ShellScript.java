package io.millrace.model.megatron;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of bash as launch scripts use to put a command line together: assignments, arrays,
 * quotes, parameters with defaults, arithmetic. Nothing is run: what is not known, such as the
 * output of a command, stays as the script writes it, and of conditions all branches are read in
 * their order.
 */
final class ShellScript {
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)(\\+?)=");
  private static final String ENDS = ";&|\n()";
  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}", "time",
          "exec", "esac");
  private static final Set<String> DECLARERS =
      Set.of("export", "declare", "local", "readonly", "typeset");
  private static final Set<String> SHELLS = Set.of("bash", "sh");

  /** Scripts in scripts in scripts. */
  private static final int DEEPEST = 4;

  private final ShellText text;
  private final ShellVariables variables;
  private final ShellWords words;
  private final int depth;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> command = new ArrayList<>();

  private ShellScript(String script, ShellVariables variables, int depth) {
    this.text = new ShellText(script);
    this.variables = variables;
    this.words = new ShellWords(text, variables);
    this.depth = depth;
  }

  /**
   * The commands of a script, each as its words.
   *
   * @param given variables that the caller of the script sets
   * @param notes takes what could not be known
   */
  static List<List<String>> commands(String script, Map<String, String> given, List<String> notes) {
    ShellVariables variables = new ShellVariables(given);
    ShellScript reading = new ShellScript(script, variables, 0);
    reading.read();
    notes.addAll(variables.notes());
    return List.copyOf(reading.commands);
  }

  private void read() {
    while (true) {
      text.skipBlanks();
      if (text.atEnd()) {
        endCommand();
        return;
      }
      char next = text.peek();
      if (next == '#') {
        text.skipLine();
      } else if (ENDS.indexOf(next) >= 0) {
        endCommand();
        text.next();
      } else if (next == '<' || next == '>') {
        redirection();
      } else if (!assignment()) {
        word();
      }
    }
  }

  private void word() {
    int before = text.at();
    List<String> fields = words.fields();
    boolean digits = fields.size() == 1 && fields.getFirst().matches("\\d+");
    boolean redirects = !text.atEnd() && (text.peek() == '>' || text.peek() == '<');
    if (!(digits && redirects)) {
      command.addAll(fields);
    }
    if (text.at() == before) {
      text.next();
    }
  }

  private boolean assignment() {
    boolean possible =
        command.stream().allMatch(KEYWORDS::contains)
            || (!command.isEmpty() && DECLARERS.contains(command.getFirst()));
    Matcher matcher = text.match(ASSIGNMENT);
    if (!possible || !matcher.lookingAt()) {
      return false;
    }
    text.skip(matcher.end() - matcher.start());
    List<String> values = value();
    if (matcher.group(2).isEmpty()) {
      variables.set(matcher.group(1), values);
    } else {
      variables.append(matcher.group(1), values);
    }
    return true;
  }

  /** One text, or the elements of an array. */
  private List<String> value() {
    if (text.atEnd() || text.peek() != '(') {
      return ShellVariables.scalar(words.joined());
    }
    text.next();
    List<String> elements = new ArrayList<>();
    while (true) {
      text.skipBlanks();
      if (text.atEnd()) {
        return elements;
      }
      char next = text.peek();
      if (next == ')') {
        text.next();
        return elements;
      }
      if (next == '#') {
        text.skipLine();
      } else if (ENDS.indexOf(next) >= 0 || next == '<' || next == '>') {
        text.next();
      } else {
        elements.addAll(words.fields());
      }
    }
  }

  private void redirection() {
    StringBuilder operator = new StringBuilder();
    while (!text.atEnd() && "<>&".indexOf(text.peek()) >= 0) {
      operator.append(text.next());
    }
    if (!text.atEnd() && text.peek() == '-') {
      text.next();
    }
    text.skipBlanks();
    String target = String.join(" ", words.fields());
    if (operator.toString().equals("<<")) {
      text.skipUntilLine(target);
    }
  }

  private void endCommand() {
    List<String> ended = new ArrayList<>(command);
    command = new ArrayList<>();
    while (!ended.isEmpty() && KEYWORDS.contains(ended.getFirst())) {
      if (ended.getFirst().equals("if")) {
        variables.note("The script has conditions: all their branches are read, the last counts.");
      }
      ended.removeFirst();
    }
    if (ended.isEmpty() || DECLARERS.contains(ended.getFirst())) {
      return;
    }
    if (ended.getFirst().equals("eval")) {
      nested(String.join(" ", ended.subList(1, ended.size())));
      return;
    }
    for (int i = 0; i + 2 < ended.size(); i++) {
      if (SHELLS.contains(ended.get(i)) && ended.get(i + 1).matches("-l?c")) {
        nested(ended.get(i + 2));
      }
    }
    commands.add(List.copyOf(ended));
  }

  /** A command line in a text, such as {@code srun bash -c "torchrun ..."}. */
  private void nested(String script) {
    if (depth < DEEPEST) {
      ShellScript inner = new ShellScript(script, variables, depth + 1);
      inner.read();
      commands.addAll(inner.commands);
    }
  }
}
