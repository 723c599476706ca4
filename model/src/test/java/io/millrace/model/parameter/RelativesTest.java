package io.millrace.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.input.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Entries that take from another one what they do not say themselves. */
class RelativesTest {
  private static JsonNode resolved(String yaml) {
    return Relatives.resolved(Document.parse(yaml, false).orThrow(), 2).root();
  }

  @Test
  void whatIsTakenOverIsLessCertain() {
    JsonNode root = resolved("old: {rate: 0.9 ± 5 %, units: 108}\nnew: {like: old, units: 132}\n");

    assertThat(root.get("new").get("rate").stringValue()).isEqualTo("0.9 ± 10 %");
    assertThat(root.get("new").get("units").intValue()).isEqualTo(132);
    assertThat(root.get("new").get("like")).isNull();
    assertThat(root.get("old").get("rate").stringValue()).isEqualTo("0.9 ± 5 %");
  }

  @Test
  void objectsAreMergedAtEveryDepth() {
    JsonNode root = resolved("old: {a: {x: 1 ± 1 %, y: 2}}\nnew: {like: old, a: {x: 3 ± 1 %}}\n");

    assertThat(root.get("new").get("a").get("x").stringValue()).isEqualTo("3 ± 1 %");
    assertThat(root.get("new").get("a").get("y").intValue()).isEqualTo(2);
  }

  @Test
  void relativesThatAreNotThereAreOurMistake() {
    assertThatThrownBy(() -> resolved("new: {like: none}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none");
  }
}
