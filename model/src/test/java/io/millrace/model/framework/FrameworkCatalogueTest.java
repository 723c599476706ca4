package io.millrace.model.framework;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.Recompute;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
