package io.millrace.planner.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortlistTest {
  private static final PostTrainingScenario GRPO =
      PlacementQuestions.of("grpo", 4, 4, "actor: qwen3-0.6b", "framework: verl");
  private static final PlacementSpace SPACE = PlacementQuestions.space(GRPO);

  private static int groupOf(String call) {
    List<ModelFunctionCall> calls = GRPO.workload().dataflow().calls();
    return SPACE.groupOf(calls.indexOf(GRPO.workload().dataflow().call(call).orElseThrow()));
  }

  private static Assignment with(String call, int option) {
    Assignment assignment = new Assignment(SPACE.pools(), SPACE.groups().size());
    for (int pool = 0; pool < SPACE.pools(); pool++) {
      assignment.placePool(pool, SPACE.meshes().size() - 1);
    }
    assignment.placeGroup(groupOf(call), option);
    return assignment;
  }

  private static List<Double> seconds(Shortlist list) {
    return list.entries().stream().map(Shortlist.Entry::seconds).toList();
  }

  @Test
  void keepsTheFastestInTheirOrder() {
    Shortlist list = new Shortlist(SPACE, 2);

    list.offer(with("actorTraining", 1), 10.2);
    list.offer(with("actorTraining", 2), 10.0);
    list.offer(with("actorTraining", 3), 10.1);

    assertThat(seconds(list)).containsExactly(10.0, 10.1);
    assertThat(list.limit()).isEqualTo(10.1);
  }

  @Test
  void dropsWhatIsFarBehindOnceThereIsSomethingBetter() {
    Shortlist list = new Shortlist(SPACE, 3);

    list.offer(with("actorTraining", 1), 12);
    list.offer(with("actorTraining", 2), 10);
    list.offer(with("actorTraining", 3), 10.4);

    assertThat(seconds(list)).containsExactly(10.0);
    assertThat(list.limit()).isEqualTo(10 * (1 + Shortlist.MARGIN));
  }

  @Test
  void countsPlansWithTheSameEnginesAndTrainersAsOne() {
    Shortlist list = new Shortlist(SPACE, 3);

    list.offer(with("referenceInference", 1), 10.1);
    list.offer(with("referenceInference", 2), 10.2);
    list.offer(with("referenceInference", 3), 10.0);

    assertThat(seconds(list)).containsExactly(10.0);
    assertThat(list.entries().getFirst().assignment()).isEqualTo(with("referenceInference", 3));
  }

  @Test
  void takesAnythingWhileItIsEmpty() {
    assertThat(new Shortlist(SPACE, 1).limit()).isInfinite();
  }
}
