package io.millrace.model.input;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds aliases ({@code *name}) in a YAML text: the tree would hold their name as a string. */
final class YamlAliases {
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");
  private static final Pattern ALIAS = Pattern.compile("(?:^|[\\[,:\\-{]\\s+|[\\[,{])\\*(\\w+)");

  private YamlAliases() {}

  static Optional<Issue> find(String text) {
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher matcher = ALIAS.matcher(QUOTED.matcher(line).replaceAll("\"\""));
      if (matcher.find()) {
        return Optional.of(
            new Issue(
                "line " + number,
                "'*" + matcher.group(1) + "' refers to an anchor; aliases are not read",
                "write the value out"));
      }
    }
    return Optional.empty();
  }
}
