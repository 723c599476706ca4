package io.millrace.planner.export.torchtitan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.RandomPlans;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever executes the file line by line gets through, and has done all there is to do. */
class ScheduleCsvProperties {

  @Property(tries = 60)
  void hasEachPassExactlyOnce(@ForAll("pipelines") TrainingPlan plan) {
    int stages = plan.strategy().pipeline() * plan.virtualStages();
    int microBatches = plan.microBatches(RandomPlans.scenario().workload().globalBatch());
    List<String> expected = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      for (int batch = 0; batch < microBatches; batch++) {
        expected.add(stage + "F" + batch);
        if (plan.schedule().splitsBackward()) {
          expected.add(stage + "I" + batch);
          expected.add(stage + "W" + batch);
        } else {
          expected.add(stage + "B" + batch);
        }
      }
    }

    assertThat(lines(plan).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Property(tries = 60)
  void neverWaitsForWhatComesLater(@ForAll("pipelines") TrainingPlan plan) {
    List<List<String>> lines = lines(plan);
    int last = plan.strategy().pipeline() * plan.virtualStages() - 1;
    int[] next = new int[lines.size()];
    Set<String> done = new HashSet<>();

    boolean moved = true;
    while (moved) {
      moved = false;
      for (int rank = 0; rank < next.length; rank++) {
        List<String> line = lines.get(rank);
        while (next[rank] < line.size() && done.containsAll(needs(line.get(next[rank]), last))) {
          done.add(line.get(next[rank]++));
          moved = true;
        }
      }
    }

    for (int rank = 0; rank < next.length; rank++) {
      assertThat(next[rank])
          .as("actions that rank %d gets to", rank)
          .isEqualTo(lines.get(rank).size());
    }
  }

  /** Actions that have to be done before one can start. */
  private static List<String> needs(String action, int last) {
    String[] parts = action.split("(?<=\\D)|(?=\\D)", -1);
    int stage = Integer.parseInt(parts[0]);
    String batch = parts[2];
    boolean split = !parts[1].equals("B");
    return switch (parts[1]) {
      case "F" -> stage == 0 ? List.of() : List.of((stage - 1) + "F" + batch);
      case "W" -> List.of(stage + "I" + batch);
      default -> {
        List<String> before = new ArrayList<>(List.of(stage + "F" + batch));
        if (stage < last) {
          before.add((stage + 1) + (split ? "I" : "B") + batch);
        }
        yield before;
      }
    };
  }

  private static List<List<String>> lines(TrainingPlan plan) {
    String csv = ScheduleCsv.of(LaunchJob.of(RandomPlans.scenario(), plan).program());
    return csv.lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  @Provide
  Arbitrary<TrainingPlan> pipelines() {
    return RandomPlans.plans()
        .filter(plan -> plan.strategy().pipeline() > 1 && !plan.vocabulary().spread());
  }
}
