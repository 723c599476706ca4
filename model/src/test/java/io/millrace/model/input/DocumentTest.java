package io.millrace.model.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentTest {
  private static final JsonNode TREE =
      JsonMapper.shared()
          .readTree(
              """
              {"text": "a", "whole": 7, "long": 5000000000, "real": 2.5, "yes": true, "no": false,
               "nothing": null, "list": [1, [2], {"k": "v"}]}
              """);

  @TempDir private Path folder;

  @Test
  void readsJsonAndYamlAsTheSameTree() {
    String yaml =
        """
        text: a
        whole: 7
        long: 5000000000
        real: 2.5
        yes: true
        no: false
        nothing:
        list:
          - 1
          - [2]
          - {k: v}
        """;

    assertThat(yaml(yaml).orThrow().root()).isEqualTo(TREE);
    assertThat(json(TREE.toString()).orThrow().root()).isEqualTo(TREE);
  }

  @Test
  void keepsWholeNumbersOfAnySize() {
    String digits = "123456789012345678901234567890";

    assertThat(json("[" + digits + "]").orThrow().root().get(0).asString()).isEqualTo(digits);
  }

  @Test
  void namesTheFormatByTheFile() throws IOException {
    Path json = Files.writeString(folder.resolve("a.JSON"), "{\"a\": 1}");
    Path yaml = Files.writeString(folder.resolve("a.yaml"), "a: 1");

    assertThat(Document.read(json).orThrow().root())
        .isEqualTo(Document.read(yaml).orThrow().root());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1}", "a: 1"})
  void skipsAByteOrderMark(String text) throws IOException {
    String name = text.startsWith("{") ? "a.json" : "a.yaml";
    Path file = Files.writeString(folder.resolve(name), "\uFEFF" + text);

    assertThat(Document.read(file).orThrow().root().get("a").asInt()).isOne();
  }

  @Test
  void readsWhatIsNoRegularFile() {
    Path nothing = Path.of("/dev/null");
    if (Files.exists(nothing)) {
      assertThat(Document.read(nothing).issues())
          .containsExactly(Issue.of("$", "the input is empty"));
    }
  }

  @Test
  void notesEachKeyThatIsGivenTwiceAndKeepsTheFirst() {
    Document document = json("{\"a\": 1,\n \"b\": [{\"c\": 1, \"c\": 2}],\n \"a\": 3}").orThrow();

    assertThat(document.root().toString()).isEqualTo("{\"a\":1,\"b\":[{\"c\":1}]}");
    assertThat(document.issues())
        .extracting(Issue::path, Issue::message)
        .containsExactly(
            tuple("b[0].c", "is given twice, again in line 2"),
            tuple("a", "is given twice, again in line 3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: &x 1\nb: *x\n", "a: &x {k: 1}\n<<: *x\n", "a: &x 1\nb: [*x]\n"})
  void refusesAliasesWhereverTheyStand(String yaml) {
    assertThat(yaml(yaml).issues())
        .containsExactly(
            new Issue(
                "line 2", "'*x' refers to an anchor; aliases are not read", "write the value out"));
  }

  @Test
  void takesAStarInATextForWhatItIs() {
    assertThat(yaml("a: |\n  - *bold*\nb: 2 * 3\nc: '*x'\n").orThrow().root().get("c").asString())
        .isEqualTo("*x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a': 1} | line 1, column 2 | was expecting double-quote",
        "{\"a\": NaN} | line 1, column 10 | Non-standard token 'NaN'",
        "{\"a\": /* no */ 1} | line 1, column 7 | Unexpected character ('/'",
        "{\"a\": [1 | line 1, column 9 | expected close marker for Array",
        "[1] [2] | line 1 | there is more after the end of the first value",
      })
  void saysWhereATextIsNoJson(String text, String where, String what) {
    assertThat(json(text.strip()).issues())
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.path()).isEqualTo(where);
              assertThat(issue.message())
                  .contains(what)
                  .doesNotContain("Feature", "REDACTED", "JsonToken");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 'x | line 1, column 6 | found unexpected end of stream",
        "a: b: c | line 1, column 5 | mapping values are not allowed here",
        "? [a] | line 1, column 4 | a key must be a plain text",
        "a: !!binary x | line 1, column 14 | Unexpected end of base64-encoded String",
      })
  void saysWhereATextIsNoYaml(String text, String where, String what) {
    assertThat(yaml(text.strip()).issues())
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.path()).isEqualTo(where);
              assertThat(issue.message()).startsWith("not valid YAML: ").contains(what);
            });
  }

  @Test
  void readsOneDocumentPerFile() {
    assertThat(yaml("a: 1\n---\nb: 2\n").issues())
        .containsExactly(
            new Issue(
                "line 3", "there is more after the end of the first value", "give one per file"));
  }

  @Test
  void countsTheLinesBeforeAWrongByte() throws IOException {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "a: 1\nb: é\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(Document.read(file).issues())
        .containsExactly(
            new Issue("line 2", "byte 0xE9 is not UTF-8", "give a text file, saved as UTF-8"));
  }

  @Test
  void refusesATextThatEndsWithinALetter() throws IOException {
    byte[] euro = "a: €".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("cut.yaml"), List.of());
    Files.write(file, Arrays.copyOf(euro, euro.length - 1));

    assertThat(Document.read(file).issues())
        .singleElement()
        .extracting(Issue::message)
        .isEqualTo("byte 0xE2 is not UTF-8");
  }

  private static Parsed<Document> json(String text) {
    return Document.parse(text, true);
  }

  private static Parsed<Document> yaml(String text) {
    return Document.parse(text, false);
  }
}
