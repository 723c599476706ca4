package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MixerParametersTest {

  @Test
  void multiHeadAttentionHasFourSquareMatrices() {
    Parameters parameters = GroupedQueryAttention.of(8, 8, 16).parameters(128);
    assertThat(parameters).isEqualTo(Parameters.weights(4 * 128 * 128));
  }

  @Test
  void groupsShareKeyAndValueProjections() {
    Parameters parameters = GroupedQueryAttention.of(8, 2, 16).parameters(128);
    assertThat(parameters.weights()).isEqualTo(2 * 128 * 128 + 2 * 128 * 32);
  }

  @Test
  void biasesCoverTheProjectionsThatAreNamed() {
    GroupedQueryAttention attention = GroupedQueryAttention.of(8, 2, 16);
    assertThat(attention.withBias(AttentionBias.QUERY_KEY_VALUE).parameters(100).biases())
        .isEqualTo(128 + 32 + 32);
    assertThat(attention.withBias(AttentionBias.ALL).parameters(100).biases())
        .isEqualTo(128 + 32 + 32 + 100);
  }

  @Test
  void aGateDoublesTheQueryProjectionAndSinksAddOneNumberPerHead() {
    GroupedQueryAttention plain = GroupedQueryAttention.of(8, 2, 16);
    long weights = plain.parameters(100).weights();
    assertThat(plain.withOutputGate(true).parameters(100).weights()).isEqualTo(weights + 100 * 128);
    assertThat(plain.withSinks(true).parameters(100).biases()).isEqualTo(8);
  }

  @Test
  void normsOfQueriesAndKeysArePerHeadOrPerLayer() {
    GroupedQueryAttention attention = GroupedQueryAttention.of(8, 2, 16);
    assertThat(attention.withQueryKeyNorm(QueryKeyNorm.PER_HEAD).parameters(64).norms())
        .isEqualTo(2 * 16);
    assertThat(attention.withQueryKeyNorm(QueryKeyNorm.PER_LAYER).parameters(64).norms())
        .isEqualTo(10 * 16);
  }

  @Test
  void aSlidingWindowBoundsTheCache() {
    GroupedQueryAttention attention = GroupedQueryAttention.of(8, 2, 16);
    assertThat(attention.cacheElements(1000)).isEqualTo(1000 * 2 * (16 + 16));
    assertThat(attention.withSlidingWindow(128).cacheElements(1000)).isEqualTo(128 * 2 * (16 + 16));
    assertThat(attention.withSlidingWindow(128).cacheElements(50)).isEqualTo(50 * 2 * (16 + 16));
  }

  @Test
  void headsMustShareKeysEvenly() {
    assertThatThrownBy(() -> GroupedQueryAttention.of(8, 3, 16))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 heads")
        .hasMessageContaining("3 key");
  }

  /**
   * DeepSeek-V2 (arXiv 2405.04434), section 2.1.3: 4.5 heads of 128 numbers per token and layer.
   */
  @Test
  void latentAttentionCachesFourAndAHalfHeadsWorth() {
    LatentAttention attention = LatentAttention.of(128, 1536, 512, 128, 64, 128);
    assertThat(attention.cacheElements(1)).isEqualTo(512 + 64).isEqualTo((long) (4.5 * 128));
  }

  /** 187,107,328 per layer: the sum of the projections in DeepSeek-V3's released checkpoint. */
  @Test
  void latentAttentionOfDeepSeekV3MatchesItsCheckpoint() {
    Parameters parameters = LatentAttention.of(128, 1536, 512, 128, 64, 128).parameters(7168);
    long queries = 1536L * 7168 + 24_576L * 1536;
    long keysAndValues = 576L * 7168 + 32_768L * 512;
    long output = 7168L * 16_384;
    assertThat(parameters.weights()).isEqualTo(queries + keysAndValues + output);
    assertThat(parameters.total()).isEqualTo(187_107_328L);
  }

  @Test
  void queriesWithoutARankComeFromTheResidualStream() {
    assertThat(LatentAttention.of(16, 0, 512, 128, 64, 128).parameters(2048).weights())
        .isEqualTo(2048L * 16 * 192 + 2048L * 576 + 512L * 16 * 256 + 16L * 128 * 2048);
  }

  @Test
  void anIndexerThatReusesEarlierPicksHasNoWeightsAndNoCache() {
    LatentAttention plain = LatentAttention.of(64, 1536, 512, 128, 64, 128);
    SparseIndexer indexer = SparseIndexer.of(64, 128, 2048);
    assertThat(plain.withIndexer(indexer).parameters(7168).total())
        .isEqualTo(
            plain.parameters(7168).total() + 1536L * 64 * 128 + 7168L * (128 + 64) + 2 * 128);
    assertThat(plain.withIndexer(indexer).cacheElements(10)).isEqualTo(10 * (576 + 128));
    assertThat(plain.withIndexer(indexer.withReuse()).parameters(7168))
        .isEqualTo(plain.parameters(7168));
    assertThat(plain.withIndexer(indexer.withReuse()).cacheElements(10))
        .isEqualTo(plain.cacheElements(10));
  }

  @Test
  void compressedAttentionKeepsTheWindowAndOneLatentPerRun() {
    CompressedAttention attention =
        new CompressedAttention(64, 512, 64, 1024, 1024, 8, 128, 128, java.util.Optional.empty());
    assertThat(attention.cacheElements(100)).isEqualTo(100 * 512);
    assertThat(attention.cacheElements(1280)).isEqualTo(128 * 512 + 10 * 512);
  }

  @Test
  void recurrentMixersKeepTheSameStateWhateverTheLength() {
    LinearAttention linear =
        new LinearAttention(LinearAttention.Kind.GATED_DELTA_NET, 16, 32, 128, 128, 4);
    assertThat(linear.cacheElements(1_000_000)).isZero();
    assertThat(linear.stateElements()).isEqualTo(32 * 128 * 128 + 3 * (2 * 2048 + 4096));
    StateSpace states = new StateSpace(64, 64, 8, 128, 4);
    assertThat(states.cacheElements(1_000_000)).isZero();
    assertThat(states.stateElements()).isEqualTo(4096 * 128 + 3 * (4096 + 2 * 8 * 128));
  }

  /**
   * The 1.3B model of Mamba-2 (arXiv 2405.21060): width 2048, expansion 2, heads of 64, one group,
   * 128 states, 4 taps. Its {@code in_proj} has 8,512 columns.
   */
  @Test
  void aStateSpaceBlockHasMamba2sProjections() {
    StateSpace states = new StateSpace(64, 64, 1, 128, 4);
    assertThat(states.projectedWidth()).isEqualTo(8512);
    assertThat(states.parameters(2048))
        .isEqualTo(new Parameters(2048L * 8512 + 4096L * 2048 + 4 * 4352, 4352 + 3 * 64, 4096));
  }

  @Test
  void aFullGateOfKimiDeltaReplacesItsTwoFactors() {
    long factored =
        new LinearAttention(LinearAttention.Kind.KIMI_DELTA, 32, 32, 128, 128, 4)
            .parameters(2304)
            .weights();
    long full =
        new LinearAttention(LinearAttention.Kind.KIMI_DELTA_FULL_GATE, 32, 32, 128, 128, 4)
            .parameters(2304)
            .weights();
    assertThat(full - factored).isEqualTo(2304L * 4096 - (2304L * 128 + 128L * 4096));
  }
}
