package io.millrace.model.deepspeed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.launch.ImportedScenario;
import io.millrace.model.launch.LaunchImport;
import io.millrace.model.launch.Surroundings;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.TrainingPrecision;
import org.junit.jupiter.api.Test;

class DeepSpeedFileTest {

  private static Parsed<ImportedScenario> read(String json) {
    Surroundings around =
        Surroundings.named("imported").on("dgx-h100", 2).training("llama-3.1-8b", 4096);
    return Document.parse(json, true)
        .then(DeepSpeedFile::read)
        .then(it -> LaunchImport.of(it, around));
  }

  private static TrainingPlan plan(String json) {
    return read(json).orThrow().scenario().plan().orElseThrow();
  }

  @Test
  void readsTheExampleOfTheDocumentation() {
    ImportedScenario imported =
        read("""
                {"train_micro_batch_size_per_gpu": 2, "gradient_accumulation_steps": 8,
                 "bf16": {"enabled": true}, "gradient_clipping": 1.0,
                 "zero_optimization": {"stage": 3, "overlap_comm": true,
                   "reduce_bucket_size": 500000000,
                   "offload_optimizer": {"device": "cpu", "pin_memory": true}}}
                """)
            .orThrow();
    Scenario scenario = imported.scenario();

    assertThat(scenario.workload().globalBatch()).isEqualTo(2 * 8 * 16);
    assertThat(scenario.workload().precision()).isEqualTo(TrainingPrecision.BF16);
    assertThat(scenario.plan().orElseThrow().label()).isEqualTo("d16t1p1");
    assertThat(scenario.plan().orElseThrow().microBatch()).isEqualTo(2);
    assertThat(scenario.plan().orElseThrow().sharding()).isEqualTo(Sharding.ZERO3);
    assertThat(imported.notes()).singleElement().asString().contains("offload_optimizer");
  }

  @Test
  void derivesTheMicroBatchOfTheOtherTwo() {
    assertThat(plan("{\"train_batch_size\": 64, \"gradient_accumulation_steps\": 2}").microBatch())
        .isEqualTo(2);
  }

  @Test
  void refusesBatchesThatDoNotGoTogether() {
    assertThat(
            read("""
                    {"train_batch_size": 64, "gradient_accumulation_steps": 2,
                     "train_micro_batch_size_per_gpu": 3}
                    """)
                .issues())
        .extracting(Issue::path)
        .contains("workload.globalBatch");
  }

  @Test
  void overlapsByDefaultInStageThreeOnly() {
    String batch = "{\"train_batch_size\": 64, \"gradient_accumulation_steps\": 2, ";

    assertThat(plan(batch + "\"zero_optimization\": {\"stage\": 3}}").replicas().gradientOverlap())
        .isEqualTo(Overlap.ON);
    assertThat(plan(batch + "\"zero_optimization\": {\"stage\": 2}}").replicas().gradientOverlap())
        .isEqualTo(Overlap.OFF);
  }

  @Test
  void readsTensorAndExpertParallelism() {
    assertThat(
            plan("""
                    {"train_batch_size": 64, "train_micro_batch_size_per_gpu": 1,
                     "tensor_parallel": {"autotp_size": 4}}
                    """)
                .label())
        .isEqualTo("d4t4p1");
  }

  @Test
  void takesAutoForAbsent() {
    ImportedScenario imported =
        read("""
                {"train_batch_size": "auto", "train_micro_batch_size_per_gpu": "auto",
                 "gradient_accumulation_steps": 2, "bf16": {"enabled": "auto"},
                 "zero_optimization": {"stage": 2, "overlap_comm": "auto"}}
                """
                .replace("\"train_batch_size\": \"auto\"", "\"train_batch_size\": 32"))
            .orThrow();

    assertThat(imported.scenario().plan().orElseThrow().microBatch()).isEqualTo(1);
    assertThat(imported.notes()).anyMatch(it -> it.contains("bf16 is left to the program"));
  }

  @Test
  void refusesSlipsAndNotesWhatIsNew() {
    assertThat(read("{\"train_batch_sise\": 64}").issues())
        .extracting(Issue::hint)
        .contains("Maybe 'train_batch_size'?");
    assertThat(
            read("{\"train_batch_size\": 64, \"novelty\": {}, \"steps_per_print\": 5}")
                .orThrow()
                .notes())
        .contains("Not understood: novelty")
        .noneMatch(it -> it.contains("steps_per_print"));
    assertThat(read("{\"zero_optimization\": {\"stage\": 4}}").issues())
        .extracting(Issue::path)
        .contains("zero_optimization.stage");
  }
}
