package io.millrace.planner.export.megatron;

import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.export.Gaps;
import io.millrace.planner.export.megatron.Setting.Section;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Number formats in Megatron's words. */
final class PrecisionSettings {
  private final Settings settings;
  private final Gaps gaps;

  PrecisionSettings(Settings settings, Gaps gaps) {
    this.settings = settings;
    this.gaps = gaps;
  }

  void add(TrainingPrecision precision) {
    settings.section(Section.PRECISION);
    switch (precision) {
      case FP32 -> {
        // What runs where no option is given.
      }
      case FP16 -> recipe("--fp16", "16-mixed", List.of());
      case BF16 -> recipe("--bf16", "bf16_mixed", List.of());
      case FP8 -> eight("delayed", "bf16_with_fp8_delayed_scaling_mixed");
      case FP8_CURRENT_SCALING -> eight("tensorwise", "bf16_with_fp8_current_scaling_mixed");
      case FP8_BLOCKWISE -> eight("blockwise", "bf16_with_fp8_subchannel_scaling_mixed");
      case MXFP8 -> eight("mxfp8", "bf16_with_mxfp8_mixed");
      case FP8_TENSORWISE, FP8_ROWWISE -> {
        eight("tensorwise", "bf16_with_fp8_current_scaling_mixed");
        gaps.beside(
            "workload.precision",
            precision.key(),
            "Megatron scales each tensor by its own maximum");
      }
      case NVFP4 -> {
        recipe(
            "--bf16",
            "bf16_with_nvfp4_mixed",
            List.of("--fp4-format", "e2m1", "--fp4-recipe", "nvfp4"));
      }
    }
  }

  private void eight(String recipe, String preset) {
    recipe("--bf16", preset, List.of("--fp8-format", "hybrid", "--fp8-recipe", recipe));
  }

  /** The option of the wide format, and pairs of an option and its value. */
  private void recipe(String option, String preset, List<String> more) {
    settings.on(option, "mixed_precision", JsonNodeFactory.instance.stringNode(preset));
    for (int i = 0; i < more.size(); i += 2) {
      settings.optionOnly(more.get(i), more.get(i + 1));
    }
  }
}
