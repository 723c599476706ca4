package io.millrace.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.quantity.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private final Issues issues = new Issues();

  @Test
  void readsEachKindOfValue() {
    Fields fields =
        fields(
            """
            text: words
            size: 80 GiB
            whole: 7
            real: 2.5
            flag: true
            choice: two
            object: {inner: 1}
            objects: [{n: 1}, {n: 2}]
            texts: [a, b]
            numbers: [1, 2.5]
            integers: [1, 2]
            """);

    assertThat(fields.text("text")).isEqualTo("words");
    assertThat(fields.quantity("size", Bytes::parse)).contains(new Bytes(80L << 30));
    assertThat(fields.integer("whole", 1)).isEqualTo(7);
    assertThat(fields.number("real", 0, 3)).isEqualTo(2.5);
    assertThat(fields.flag("flag", false)).isTrue();
    assertThat(fields.optionalChoice("choice", List.of("one", "two"), it -> it)).contains("two");
    assertThat(fields.object("object").orElseThrow().integer("inner", 0)).isOne();
    assertThat(fields.objects("objects"))
        .extracting(it -> it.integer("n", 0))
        .containsExactly(1, 2);
    assertThat(fields.texts("texts")).containsExactly("a", "b");
    assertThat(fields.numbers("numbers")).containsExactly(1.0, 2.5);
    assertThat(fields.integers("integers")).containsExactly(1, 2);
    assertThat(fields.build(() -> "made")).contains("made");
    assertThat(issues.list()).isEmpty();
  }

  @Test
  void givesWhatStandsForAnAbsentKey() {
    Fields fields = fields("nothing: null");

    assertThat(fields.has("nothing")).isFalse();
    assertThat(fields.text("a", "otherwise")).isEqualTo("otherwise");
    assertThat(fields.optionalText("b")).isEmpty();
    assertThat(fields.optionalQuantity("c", Bytes::parse)).isEmpty();
    assertThat(fields.integer("d", 1, 5)).isEqualTo(5);
    assertThat(fields.optionalInteger("e", 1)).isEqualTo(OptionalInt.empty());
    assertThat(fields.optionalNumber("f", 0, 1)).isEqualTo(OptionalDouble.empty());
    assertThat(fields.number("g", 0, 1, 0.5)).isEqualTo(0.5);
    assertThat(fields.optionalFlag("h")).isEmpty();
    assertThat(fields.optionalObject("i")).isEmpty();
    assertThat(fields.objects("j")).isEmpty();
    assertThat(fields.texts("k")).isEmpty();
    assertThat(issues.list()).isEmpty();
  }

  @Test
  void missesWhatIsRequired() {
    Fields fields = fields("{}");

    fields.text("text");
    fields.quantity("size", Bytes::parse);
    fields.integer("whole", 1);
    fields.number("real", 0, 1);
    fields.object("object");

    assertThat(issues.list())
        .extracting(Issue::toString)
        .containsExactly(
            "text: is missing\n    give a text",
            "size: is missing\n    give a quantity",
            "whole: is missing\n    give a whole number",
            "real: is missing\n    give a number",
            "object: is missing\n    give an object with keys");
  }

  @Test
  void saysWhatItFoundInsteadWithThePath() {
    Fields fields =
        fields(
                """
                outer:
                  text: [1]
                  size: 80
                  whole: 2.5
                  large: 3000000000
                  small: 0
                  real: yes
                  wide: 7
                  flag: on
                  object: 5
                  objects: [{}, x]
                  texts: [a, 1, true]
                  numbers: [1, a]
                  integers: [1, 1.5]
                  list: {}
                """)
            .object("outer")
            .orElseThrow();

    fields.text("text");
    fields.quantity("size", Bytes::parse);
    fields.integer("whole", 1);
    fields.integer("large", 1);
    fields.integer("small", 1);
    fields.number("real", 0, 1);
    fields.number("wide", 0, 1);
    fields.flag("flag", false);
    fields.object("object");
    fields.objects("objects");
    fields.texts("texts");
    fields.numbers("numbers");
    fields.integers("integers");
    fields.integers("list");

    assertThat(issues.list())
        .extracting(issue -> issue.path() + ": " + issue.message())
        .containsExactly(
            "outer.text: expected a text, found a list",
            "outer.size: expected a text, found the number 80",
            "outer.whole: expected a whole number, found the number 2.5",
            "outer.large: expected a whole number, found the number 3000000000",
            "outer.small: must be at least 1, is 0",
            "outer.real: expected a number, found the text 'yes'",
            "outer.wide: must be between 0.0 and 1.0, is 7.0",
            "outer.flag: expected true or false, found the text 'on'",
            "outer.object: expected an object with keys, found the number 5",
            "outer.objects[1]: expected an object with keys, found the text 'x'",
            "outer.texts[1]: expected a text, found the number 1",
            "outer.texts[2]: expected a text, found true",
            "outer.numbers[1]: expected a number, found the text 'a'",
            "outer.integers[1]: expected a whole number, found the number 1.5",
            "outer.list: expected a list, found an object");
  }

  @Test
  void suggestsTheChoiceAndTheKeyThatWereMeant() {
    Fields fields = fields("choice: tow\nglobalbatch: 3\nquite-different: 4\n");
    fields.optionalChoice("choice", List.of("one", "two", "three"), it -> it);
    fields.has("globalBatch");

    fields.refuseUnknownKeys();

    assertThat(issues.list())
        .containsExactly(
            new Issue("choice", "'tow' is none of one, two, three", "Maybe 'two'?"),
            new Issue("globalbatch", "unknown key", "Maybe 'globalBatch'?"),
            new Issue("quite-different", "unknown key", "Known: choice, globalBatch"));
  }

  @Test
  void makesNothingOfWhatHasAGap() {
    Fields fields = fields("a: x");
    int number = fields.integer("a", 1);

    assertThat(fields.build(() -> number)).isEmpty();
    assertThat(issues.list()).hasSize(1);
  }

  @Test
  void makesAValueDespiteAnUnknownKeySoThatItCanBeChecked() {
    Fields fields = fields("a: 1\nb: 2\n");
    int number = fields.integer("a", 1);

    assertThat(fields.build(() -> number)).contains(1);
    assertThat(issues.result(() -> number).issues())
        .containsExactly(new Issue("b", "unknown key", "Maybe 'a'?"));
  }

  @Test
  void turnsWhatAConstructorRefusesIntoAnIssue() {
    Fields fields = fields("a: {}").object("a").orElseThrow();

    Optional<Bytes> made = fields.build(() -> new Bytes(-1));

    assertThat(made).isEmpty();
    assertThat(issues.list()).containsExactly(Issue.of("a", "count must not be negative: -1"));
  }

  @Test
  void passesOnTheIssuesOfTheText() {
    fields("a: 1\na: 2\n");

    assertThat(issues.list()).extracting(Issue::path).containsExactly("a");
  }

  @Test
  void expectsAnObjectAtTheRoot() {
    fields("[1]").refuseUnknownKeys();

    assertThat(issues.list())
        .containsExactly(Issue.of("$", "expected an object with keys, found a list"));
  }

  private Fields fields(String yaml) {
    return Fields.of(Document.parse(yaml, false).orThrow(), issues);
  }
}
