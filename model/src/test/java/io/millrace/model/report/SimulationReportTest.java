package io.millrace.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.quantity.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationReportTest {

  @Test
  void givesUtilisationsTheRangeOfTheTime() {
    SimulationReport report = SampleReport.published(Optional.empty());

    assertThat(report.modelFlopsUtilizationFigure()).isEqualTo(new Figure(0.5, 0.4, 0.625, "1"));
    assertThat(report.hardwareFlopsUtilizationFigure().value()).isEqualTo(0.6);
  }

  @Test
  void comparesEveryFigureThatSomebodyPublished() {
    List<Comparison> comparisons =
        SampleReport.published(Optional.of(SampleReport.PUBLISHED)).comparisons();

    assertThat(comparisons)
        .extracting(
            Comparison::metric,
            Comparison::published,
            it -> it.predicted().value(),
            Comparison::unit)
        .containsExactly(
            tuple("iterationTime", 8.0, 10.0, "s"),
            tuple("tokensPerSecond", 2000.0, 1600.0, "tokens/s"),
            tuple("tokensPerSecondPerDevice", 200.0, 200.0, "tokens/s"),
            tuple("modelTflopsPerDevice", 100.0, 100.0, "TFLOP/s"),
            tuple("hardwareTflopsPerDevice", 160.0, 120.0, "TFLOP/s"),
            tuple("modelFlopsUtilization", 0.4, 0.5, "1"),
            tuple("hardwareFlopsUtilization", 0.8, 0.6, "1"),
            tuple("peakMemory", 50.0, 40.0, "B"));
    assertThat(comparisons.getFirst().difference()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void comparesNothingWhereNobodyPublishedAnything() {
    assertThat(SampleReport.published(Optional.empty()).comparisons()).isEmpty();
  }

  @Test
  void keepsThePartsOfTheTimeInOneOrder() {
    assertThat(SampleReport.published(Optional.empty()).breakdown().keySet())
        .containsExactly(TimePart.MATRIX_PRODUCTS, TimePart.BUBBLE);
  }

  @Test
  void fitsWhereTheSumOfTheMemoryDoes() {
    assertThat(new MemoryUse(0, "hbm", Map.of("a", new Bytes(3)), new Bytes(3)).fits()).isTrue();
    assertThat(new MemoryUse(0, "hbm", Map.of("a", new Bytes(4)), new Bytes(3)).fits()).isFalse();
    assertThat(new MemoryUse(0, "hbm", Map.of(), new Bytes(3)).total()).isEqualTo(Bytes.ZERO);
  }
}
