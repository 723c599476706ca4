package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.dataflow.Algorithm;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramOrderTest {

  private static List<String> names(Dataflow dataflow) {
    ProgramOrder order = new ProgramOrder(dataflow, 0);
    return IntStream.range(0, order.size())
        .mapToObj(place -> dataflow.calls().get(order.call(place)).name())
        .toList();
  }

  @Test
  void isThatOfTheListWhereCallsReadFromThoseBeforeThem() {
    assertThat(names(Algorithm.PPO.dataflow()))
        .containsExactly(
            "actorGeneration",
            "rewardInference",
            "referenceInference",
            "criticInference",
            "actorTraining",
            "criticTraining");
  }

  @Test
  void putsCallsBehindThoseThatTheyReadFrom() {
    Dataflow backwards = new Dataflow("backwards", Algorithm.GRPO.dataflow().calls().reversed());

    assertThat(names(backwards))
        .containsExactly(
            "actorGeneration",
            "referenceInference",
            "actorInference",
            "rewardRule",
            "actorTraining");
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void everyCallComesOnceAndAfterItsSources(Algorithm algorithm) {
    ProgramOrder order = new ProgramOrder(algorithm.dataflow(), 0);
    int before = 0;
    for (int place = 0; place < order.size(); place++) {
      int call = order.call(place);
      assertThat(order.sources(call) & ~before).isZero();
      assertThat(before >> call & 1).isZero();
      before |= 1 << call;
    }
    assertThat(before).isEqualTo((1 << algorithm.dataflow().calls().size()) - 1);
  }

  @Test
  void callsOfTrainedRolesWaitForAnUpdateOfAnEarlierIteration() {
    Dataflow ppo = Algorithm.PPO.dataflow();
    ProgramOrder order = new ProgramOrder(ppo, 2);

    assertThat(order.update(0)).isEqualTo(4);
    assertThat(order.age(0)).isEqualTo(3);
    assertThat(order.update(1)).isEqualTo(-1);
    assertThat(order.update(3)).isEqualTo(5);
    assertThat(order.age(3)).isEqualTo(1);
    assertThat(order.update(4)).isEqualTo(4);
    assertThat(order.age(4)).isEqualTo(1);
  }

  @Test
  void hasAsManyCallsAsASetOfBits() {
    List<ModelFunctionCall> many =
        IntStream.range(0, 33)
            .mapToObj(it -> ModelFunctionCall.rule("rule" + it, List.of(), List.of("r" + it)))
            .toList();

    assertThat(new ProgramOrder(new Dataflow("many", many.subList(0, 32)), 0).size()).isEqualTo(32);
    assertThatThrownBy(() -> new ProgramOrder(new Dataflow("many", many), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("33 calls of many are more than 32");
  }
}
