package io.millrace.planner.export.torchtitan;

import io.millrace.planner.export.DocumentedNames;
import io.millrace.planner.export.Gaps;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.export.ShellText;
import io.millrace.planner.launcher.Launcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** torchtitan: a recipe in Python and, with a pipeline, its schedule. */
public final class TorchtitanExporter implements PlanExporter {
  private static final String RECIPE = "millrace_recipe.py";

  /**
   * {@code ParallelismConfig} in {@code torchtitan/config/configs.py} and options in {@code
   * torchtitan/config/README.md}, both as of 2026-08-21.
   */
  private static final DocumentedNames NAMES =
      DocumentedNames.of(
          "--module",
          "--config",
          "parallelism.data_parallel_replicate_degree",
          "parallelism.data_parallel_shard_degree",
          "parallelism.fsdp_reshard_after_forward",
          "parallelism.tensor_parallel_degree",
          "parallelism.enable_sequence_parallel",
          "parallelism.context_parallel_degree",
          "parallelism.expert_parallel_degree",
          "parallelism.pipeline_parallel_degree",
          "parallelism.pipeline_parallel_schedule",
          "parallelism.pipeline_parallel_schedule_csv",
          "parallelism.num_pp_microbatches",
          "parallelism.module_fqns_per_model_part");

  /** For service loaders. */
  public TorchtitanExporter() {}

  @Override
  public Launcher launcher() {
    return Launcher.TORCHTITAN;
  }

  @Override
  public String release() {
    return "torchtitan main of 2026-08-21";
  }

  @Override
  public LaunchFiles export(LaunchJob job) {
    Gaps gaps = new Gaps(job.plan());
    Recipe recipe = new Recipe();
    RecipeFields fields = new RecipeFields(job, recipe, gaps);
    fields.add();
    Optional<BaseRecipe> base = BaseRecipe.of(job.scenario().model().name());
    if (base.isEmpty()) {
      gaps.beside(
          "model",
          job.scenario().model().name(),
          "BASE_RECIPE names the function of torchtitan that configures it");
    }
    String title = job.scenario().model().name() + " as " + job.plan().label();
    TreeMap<String, String> files = new TreeMap<>();
    files.put(RECIPE, recipe.text(title, base.map(BaseRecipe::reference).orElse("")));
    if (fields.executesSchedule()) {
      files.put(RecipeFields.SCHEDULE, ScheduleCsv.of(job.program()));
    }
    String script = script(job);
    files.put(LaunchFiles.SCRIPT, script);
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "torchtitan is where PYTHONPATH or an installation has it; the recipe is found by"
            + " --module millrace_recipe --config millrace.");
    if (job.plan().strategy().pipeline() > 1) {
      remarks.add(
          "Not verified: the names norm and output in module_fqns_per_model_part for models other"
              + " than Llama 3, the name of the schedule, and B for whole backward passes in"
              + " pipeline_schedule.csv.");
    }
    NAMES.remark(script, recipe.names()).ifPresent(remarks::add);
    return new LaunchFiles(files, gaps.close(), remarks);
  }

  private static String script(LaunchJob job) {
    return ShellText.beginning(job, "torchtitan")
        + ShellText.torchrun()
        + """
        export PYTHONPATH="$PWD${PYTHONPATH:+:$PYTHONPATH}"
        torchrun "${DISTRIBUTED_ARGS[@]}" -m torchtitan.train \\
          --module millrace_recipe \\
          --config millrace \\
          "$@"
        """;
  }
}
