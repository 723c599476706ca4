package io.millrace.model.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EarlierReleasesTest {
  private static final JsonNode COMPLETE =
      EarlierReleases.complete(
          Document.parse(
                  """
                  line: {host: {launch: 5 us, iteration: 1 ms}, source: now}
                  line@1.0: {host: {launch: 9 us}, source: then}
                  """,
                  false)
              .orThrow()
              .root());

  @Test
  void saysOnlyWhatWasDifferent() {
    assertThat(COMPLETE.at("/line@1.0/host/launch").stringValue()).isEqualTo("9 us");
    assertThat(COMPLETE.at("/line@1.0/source").stringValue()).isEqualTo("then");
  }

  @Test
  void hasTheRestFromTheLine() {
    assertThat(COMPLETE.at("/line@1.0/host/iteration").stringValue()).isEqualTo("1 ms");
  }

  @Test
  void leavesTheLineAsItIs() {
    assertThat(COMPLETE.at("/line/host/launch").stringValue()).isEqualTo("5 us");
  }

  /** So that a fit moves it for all releases. */
  @Test
  void sharesTheParametersOfTheLine() {
    FrameworkCatalogue bundled = FrameworkCatalogue.bundled();

    assertThat(bundled.parameters())
        .noneMatch(it -> it.path().contains(EarlierReleases.UNTIL))
        .anyMatch(it -> it.path().equals("frameworks.megatron-bridge-2026.experts.issue"));
    assertThat(bundled.profile("megatron-bridge-2026@25.11").orElseThrow().experts().issue())
        .isEqualTo(bundled.profile("megatron-bridge-2026").orElseThrow().experts().issue());
  }
}
