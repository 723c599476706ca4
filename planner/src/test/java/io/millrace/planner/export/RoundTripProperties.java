package io.millrace.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.deepspeed.DeepSpeedFile;
import io.millrace.model.galvatron.GalvatronFile;
import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.launch.ImportedScenario;
import io.millrace.model.launch.LaunchDescription;
import io.millrace.model.launch.LaunchImport;
import io.millrace.model.launch.Surroundings;
import io.millrace.model.megatron.MegatronScript;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.launcher.Launcher;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is exported and read back is the same plan, as far as the launcher's files can say it. */
class RoundTripProperties {
  private static final Surroundings AROUND =
      new Surroundings(
          "read back",
          Optional.empty(),
          Optional.of("dgx-h100"),
          OptionalInt.of(8),
          Optional.empty(),
          Optional.of("megatron-core-2024"),
          OptionalInt.empty(),
          OptionalInt.of(4096),
          Optional.empty());

  @Property(tries = 300)
  void aMegatronScriptReadsAsThePlan(@ForAll("alternating") TrainingPlan plan) {
    LaunchJob job = LaunchJob.of(RandomPlans.scenario(), plan);
    LaunchFiles written = PlanExporter.of(Launcher.MEGATRON_LM).export(job);
    Assume.that(written.gaps().isEmpty());

    ImportedScenario read =
        MegatronScript.read(written.files().get(LaunchFiles.SCRIPT), "own", Map.of(), true)
            .then(it -> LaunchImport.of(it, AROUND))
            .orThrow();

    assertThat(read.scenario().model()).isEqualTo(RandomPlans.scenario().model());
    assertThat(read.scenario().workload().globalBatch()).isEqualTo(job.globalBatch());
    assertThat(NormalPlan.of(job.scenario(), read.scenario().plan().orElseThrow()))
        .isEqualTo(NormalPlan.of(job.scenario(), plan));
  }

  @Property(tries = 300)
  void aGalvatronFileReadsAsThePlan(@ForAll("layerwise") TrainingPlan plan) {
    assertReadBack(plan, Launcher.GALVATRON, "galvatron_config.json", GalvatronFile::read);
  }

  @Property(tries = 300)
  void aDeepSpeedFileReadsAsThePlan(@ForAll("replicated") TrainingPlan plan) {
    assertReadBack(plan, Launcher.DEEPSPEED, "ds_config.json", DeepSpeedFile::read);
  }

  private static void assertReadBack(
      TrainingPlan plan,
      Launcher launcher,
      String file,
      Function<Document, Parsed<LaunchDescription>> reader) {
    LaunchJob job = LaunchJob.of(RandomPlans.scenario(), plan);
    LaunchFiles written = PlanExporter.of(launcher).export(job);
    Assume.that(written.gaps().stream().noneMatch(it -> it.path().startsWith("plan.")));

    TrainingPlan read =
        Document.parse(written.files().get(file), true)
            .then(reader)
            .then(RoundTripProperties::withModel)
            .orThrow()
            .scenario()
            .plan()
            .orElseThrow();

    assertThat(NormalPlan.of(job.scenario(), read)).isEqualTo(NormalPlan.of(job.scenario(), plan));
  }

  /** These files do not describe their model: it is the one of the question. */
  private static Parsed<ImportedScenario> withModel(LaunchDescription it) {
    ModelArchitecture model = RandomPlans.scenario().model();
    it.workload().put("precision", "bf16");
    LaunchDescription described =
        new LaunchDescription(
            it.framework(),
            Optional.of(model),
            it.workload(),
            it.plan(),
            it.devices(),
            it.devicesPerNode(),
            it.microBatches(),
            it.shardingGroups(),
            it.notes());
    return LaunchImport.of(described, AROUND);
  }

  @Provide
  Arbitrary<TrainingPlan> alternating() {
    return RandomPlans.plans().map(NormalPlan::alternating).filter(RandomPlans::fits);
  }

  @Provide
  Arbitrary<TrainingPlan> layerwise() {
    return RandomPlans.plans().map(NormalPlan::layerwise).filter(RandomPlans::fits);
  }

  @Provide
  Arbitrary<TrainingPlan> replicated() {
    return RandomPlans.plans().map(NormalPlan::replicated).filter(RandomPlans::fits);
  }
}
