package io.millrace.model.galvatron;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.launch.ImportedScenario;
import io.millrace.model.launch.LaunchImport;
import io.millrace.model.launch.Surroundings;
import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GalvatronFileTest {
  private static final String FILE =
      """
      {"pp_deg": 2, "tp_sizes_enc": "%s", "tp_consecutive_flags": "%s", "dp_types_enc": "%s",
       "use_sp": "%s", "checkpoint": "%s", "global_bsz": 64, "chunks": 8, "pp_division": "16,16",
       "pipeline_type": "pipedream_flush", "default_dp_type": "zero2", "vtp": 2, "vsp": 0,
       "embed_sdp": 0}
      """;

  private static String each(int value) {
    return String.join(",", Collections.nCopies(32, Integer.toString(value)));
  }

  private static String file(int tensor, int ulysses, String checkpoint) {
    return FILE.formatted(each(tensor), each(1), each(0), each(ulysses), checkpoint);
  }

  private static Parsed<ImportedScenario> read(String json) {
    Surroundings around =
        Surroundings.named("imported").on("dgx-h100", 2).training("llama-3.1-8b", 4096);
    return Document.parse(json, true)
        .then(GalvatronFile::read)
        .then(it -> LaunchImport.of(it, withPrecision(around)));
  }

  private static Surroundings withPrecision(Surroundings it) {
    return new Surroundings(
        it.name(),
        it.cluster(),
        it.node(),
        it.nodes(),
        it.model(),
        it.framework(),
        it.globalBatch(),
        it.sequence(),
        Optional.of("bf16"));
  }

  private static TrainingPlan plan(String json) {
    return read(json).orThrow().scenario().plan().orElseThrow();
  }

  @Test
  void readsAStrategyThatAllLayersShare() {
    TrainingPlan plan = plan(file(2, 0, each(1)));

    assertThat(plan.label()).isEqualTo("d4t2p2");
    assertThat(plan.microBatch()).isEqualTo(2);
    assertThat(plan.stageLayers()).containsExactly(16, 16);
    assertThat(plan.schedule()).isEqualTo(ScheduleKind.ONE_FORWARD_ONE_BACKWARD);
    assertThat(plan.sharding()).isEqualTo(Sharding.ZERO2);
    assertThat(plan.recompute()).isEqualTo(Recompute.FULL);
    assertThat(plan.recomputeSpan()).isEqualTo(RecomputeSpan.EACH_LAYER);
  }

  @Test
  void readsTheFirstLayersOfEachStageAsABlock() {
    String first = "1,1,1" + ",0".repeat(13);

    assertThat(plan(file(2, 0, first + "," + first)).recomputeSpan())
        .isEqualTo(new RecomputeSpan(RecomputeSpan.Method.BLOCK, 3));
  }

  @Test
  void takesUlyssesForContextParallelism() {
    TrainingPlan plan = plan(file(2, 1, each(0)));

    assertThat(plan.label()).isEqualTo("d4t1p2c2");
    assertThat(plan.contextExchange()).isEqualTo(ContextExchange.ULYSSES);
  }

  @Test
  void refusesWhatDiffersBetweenLayers() {
    String mixed = file(2, 0, "0,1" + ",0".repeat(30)).replaceFirst("2,2,2", "2,4,2");

    assertThat(read(mixed).issues())
        .extracting(Issue::path)
        .containsExactlyInAnyOrder("tp_sizes_enc", "checkpoint");
  }

  @Test
  void refusesSlipsAndNotesWhatIsNew() {
    assertThat(read(file(2, 0, each(0)).replace("pp_division", "pp_divsion")).issues())
        .extracting(Issue::hint)
        .contains("Maybe 'pp_division'?");
    assertThat(read(file(2, 0, each(0)).replace("\"vsp\"", "\"novelty\"")).orThrow().notes())
        .contains("Not understood: novelty");
  }

  @Test
  void refusesListsThatAreNone() {
    assertThat(read(file(2, 0, "1;1")).issues()).extracting(Issue::path).contains("checkpoint");
    assertThat(List.of(read("[]").issues(), read("{}").issues())).noneMatch(List::isEmpty);
  }
}
