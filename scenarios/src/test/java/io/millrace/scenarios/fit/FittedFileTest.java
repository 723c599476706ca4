package io.millrace.scenarios.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittedFileTest {
  private static final Parameter LATENCY = new Parameter("kernels.x.latency", 4, 0.3, "us");
  private static final Parameter ATTENTION =
      new Parameter("kernels.x.attention.flash[1]", 0.5, 0.1, "");
  private static final List<FittedParameter> FITTED =
      List.of(
          new FittedParameter(LATENCY, LATENCY.moved(1).withSpread(0.11), 12),
          new FittedParameter(ATTENTION, ATTENTION.withSpread(0.05), 3),
          new FittedParameter(
              new Parameter("frameworks.y.memory.slack", 0.05, 0.5, ""),
              new Parameter("frameworks.y.memory.slack", 0.05, 0.5, ""),
              0));

  @Test
  void writesWhatRunsTellOfAndHowToMakeItAgain() {
    assertThat(new FittedFile(List.of("a.json", "b.json"), FitStart.PRIORS, 2).text(15, FITTED))
        .isEqualTo(
            """
            # Parameters that measured training iterations tell about: the value and the spread
            # that is left. All others stay at what data sheets, papers and single kernels give.
            # 15 runs: ./millrace calibrate training a.json b.json --from priors --rounds 2
            kernels.x.latency: 5.399 us ± 11 %
            kernels.x.attention.flash[1]: 0.5 ± 5 %
            """);
  }

  @Test
  void writesWhatTheParametersReaderReads() {
    String text = new FittedFile(List.of(), FitStart.SHIPPED, 3).text(15, FITTED);

    ParameterSet read = ParameterSet.read(Document.parse(text, false).orThrow()).orThrow();

    assertThat(read.parameters())
        .containsExactlyInAnyOrder(
            new Parameter("kernels.x.latency", 5.399, 0.11, "us"), ATTENTION.withSpread(0.05));
  }

  @Test
  void givesItsReadersWhatItWrites() {
    FittedFile file = new FittedFile(List.of(), FitStart.SHIPPED, 3);

    assertThat(file.parameters(FITTED))
        .containsExactlyInAnyOrder(
            new Parameter("kernels.x.latency", 5.399, 0.11, "us"), ATTENTION.withSpread(0.05));
    assertThat(file.parameters(FITTED.subList(2, 3))).isEmpty();
  }
}
