package io.millrace.model.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.model.posttraining.GenerationEngine.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostTrainingFrameworksTest {
  private final PostTrainingFrameworks bundled = PostTrainingFrameworks.bundled();

  @Test
  void enginesAreFoundByNameAndByHowTheyIssueKernels() {
    assertThat(bundled.generatingWith("vllm").orElseThrow().id()).isEqualTo("nemo-rl");
    assertThat(bundled.generatingWith("eager").orElseThrow().engine().mode()).isEqualTo(Mode.EAGER);
    assertThat(bundled.generatingWith("nobody")).isEmpty();
  }

  @Test
  void everyFrameworkTrainsWithAKnownLine() {
    assertThat(bundled.all())
        .allSatisfy(
            it -> assertThat(FrameworkCatalogue.bundled().profile(it.trainer())).isPresent());
  }

  /** NeMo-RL's recipes have in_flight_weight_updates; verl's one-step trainer waits. */
  @Test
  void someFrameworksUpdateEnginesThatWork() {
    assertThat(bundled.find("nemo-rl").orElseThrow().transfer().inFlight()).isTrue();
    assertThat(bundled.find("verl").orElseThrow().transfer().inFlight()).isFalse();
  }

  @Test
  void parametersBelongToOneFrameworkAndCanBeReplaced() {
    PostTrainingFramework realhf = bundled.find("realhf").orElseThrow();
    List<Parameter> own = bundled.parametersOf(realhf);
    Parameter layer =
        own.stream().filter(it -> it.path().endsWith("engine.layer")).findFirst().orElseThrow();

    PostTrainingFramework other =
        PostTrainingFrameworks.with(ParameterSet.of(List.of(layer.withValue(2))))
            .find("realhf")
            .orElseThrow();

    assertThat(own).allSatisfy(it -> assertThat(it.path()).startsWith("postTraining.realhf."));
    assertThat(other.engine().layer().seconds()).isCloseTo(2e-3, within(1e-12));
    assertThat(other.call()).isEqualTo(realhf.call());
  }
}
