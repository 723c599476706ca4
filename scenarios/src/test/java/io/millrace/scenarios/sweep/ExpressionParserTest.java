package io.millrace.scenarios.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {
  private static final Map<String, Object> POINT =
      Map.of("cluster.devices", 64.0, "plan.tensor", 8.0, "model", "llama", "plan.full", true);

  private static Object value(String text) {
    return ExpressionParser.parse(text)
        .expression()
        .value(path -> POINT.getOrDefault(path.toString(), Expression.ABSENT));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "cluster.devices >= plan.tensor * 8,                    true",
        "cluster.devices > plan.tensor * 8,                     false",
        "cluster.devices % plan.tensor = 0,                     true",
        "2 + 3 * 4 = 14,                                        true",
        "(2 + 3) * 4 == 20,                                     true",
        "10 - 4 - 3 = 3,                                        true",
        "model = 'llama' and plan.tensor != 4,                  true",
        "model = 'other' or plan.tensor = 4,                    false",
        "not plan.tensor = 4,                                   true",
        "plan.full = true,                                      true",
        "plan.tensor < 8 or model != 'other' and 1.5e1 = 15,    true"
      })
  void computesAsUsual(String text, boolean expected) {
    assertThat(value(text)).isEqualTo(expected);
  }

  @Test
  void whatAPointDoesNotHaveIsNeitherMoreNorLess() {
    assertThat(value("plan.context > 1")).isEqualTo(Expression.ABSENT);
    assertThat(value("not plan.context > 1")).isEqualTo(Expression.ABSENT);
  }

  @Test
  void listsThePathsItMentions() {
    assertThat(ExpressionParser.parse("a.b > c and 'd' = c").paths())
        .extracting(ScenarioPath::toString)
        .containsExactly("a.b", "c", "c");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a >,          ends where a value should be",
        "a > 3 4,      has '4' where it should end",
        "(a > 3,       lacks a ')'",
        "a > 3 ; b,    does not go on after 'a > 3 '",
        "* 3,          has '*' where a value should be"
      })
  void saysWhereItBreaks(String text, String message) {
    assertThatThrownBy(() -> ExpressionParser.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void doesNotFallForManyBrackets() {
    assertThatThrownBy(() -> ExpressionParser.parse("(".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
