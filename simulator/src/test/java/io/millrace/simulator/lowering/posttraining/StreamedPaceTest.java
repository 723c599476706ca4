package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.workload.Asynchrony.Streaming;
import org.junit.jupiter.api.Test;

class StreamedPaceTest {

  @Test
  void theSlowerOfEnginesAndTrainerSetsThePace() {
    assertThat(pace(0.5, 100, 60, 0, 0)).isEqualTo(100);
    assertThat(pace(0.5, 60, 100, 0, 0)).isEqualTo(100);
  }

  @Test
  void bothStopWhileTheWeightsGoOver() {
    assertThat(pace(0.5, 100, 60, 7, 0)).isEqualTo(107);
    assertThat(pace(0.5, 60, 100, 7, 0)).isEqualTo(107);
  }

  /** What is asked for has ended; the last quarter of it is trained on before more is. */
  @Test
  void withoutStalenessEnginesRestDuringTheLastPortion() {
    assertThat(pace(0, 100, 60, 0, 0)).isEqualTo(100 + 60 / 4.0);
  }

  @Test
  void enginesGoOnWithWhatTheyMayBeginAhead() {
    assertThat(pace(0.1, 100, 60, 0, 0)).isCloseTo(100 + 15 - 10, within(1e-9));
    assertThat(pace(0.2, 100, 60, 0, 0)).isEqualTo(100);
  }

  @Test
  void aFasterTrainerHidesTheWaitForItsFirstPortion() {
    assertThat(pace(0, 60, 100, 0, 20)).isEqualTo(120);
    assertThat(pace(0.5, 200, 100, 0, 20)).isEqualTo(200);
  }

  private static double pace(
      double threshold, double engines, double trainer, double update, double firstPortion) {
    Streaming streaming = new Streaming(threshold, true, 4);
    return new StreamedPace(streaming, engines, trainer, update, firstPortion).seconds();
  }
}
