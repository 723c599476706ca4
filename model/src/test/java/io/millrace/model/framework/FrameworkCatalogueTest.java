package io.millrace.model.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.Recompute;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameworkCatalogueTest {
  private static final FrameworkCatalogue CATALOGUE = FrameworkCatalogue.bundled();

  static Stream<FrameworkProfile> profiles() {
    return CATALOGUE.profiles().stream();
  }

  @Test
  void knowsTheSoftwareOfPublishedRuns() {
    assertThat(CATALOGUE.profiles())
        .extracting(FrameworkProfile::id)
        .contains("generic", "megatron-lm-2021", "megatron-core-2024", "torchtitan", "maxtext-gpu")
        .doesNotHaveDuplicates();
    assertThat(CATALOGUE.profile("megatron-lm-1066")).isEmpty();
  }

  @Test
  void hasAProfileForFrameworksThatNobodyDescribed() {
    assertThat(CATALOGUE.generic().id()).isEqualTo(FrameworkCatalogue.GENERIC);
    assertThat(CATALOGUE.profile("generic")).contains(CATALOGUE.generic());
  }

  /** Of {@code id@last} the oldest that reaches the release, else the line as it is now. */
  @ParameterizedTest
  @CsvSource({
    "25.07, megatron-bridge-2026@25.09",
    "25.09, megatron-bridge-2026@25.09",
    "25.09.01, megatron-bridge-2026@25.11",
    "26.02, megatron-bridge-2026@26.04.01",
    "26.04.01, megatron-bridge-2026@26.04.01",
    "26.06, megatron-bridge-2026",
    "27.01, megatron-bridge-2026"
  })
  void aReleaseHasTheProfileThatReachesIt(String release, String id) {
    assertThat(CATALOGUE.profile("megatron-bridge-2026", release))
        .hasValueSatisfying(it -> assertThat(it.id()).isEqualTo(id));
  }

  @Test
  void recomputesByDefaultWhereAttentionIsNotFused() {
    assertThat(profiles().filter(it -> it.kernels().attention() == AttentionKernel.UNFUSED))
        .isNotEmpty()
        .allMatch(it -> it.defaults().recompute() == Recompute.FULL);
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void hasASourceAndPlausibleOverheads(FrameworkProfile profile) {
    assertThat(profile.source()).isNotBlank();
    assertThat(profile.host().launch().seconds()).isBetween(0.0, 100e-6);
    assertThat(profile.host().iteration().seconds()).isBetween(0.0, 1.0);
    assertThat(profile.experts().countWait().seconds()).isBetween(0.0, 1e-3);
  }
}
