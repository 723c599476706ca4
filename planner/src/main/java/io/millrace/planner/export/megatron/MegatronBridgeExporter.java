package io.millrace.planner.export.megatron;

import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.export.ShellText;
import io.millrace.planner.export.YamlText;
import io.millrace.planner.launcher.Launcher;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Megatron-Bridge: a YAML tree that overrides a recipe's configuration. */
public final class MegatronBridgeExporter implements PlanExporter {
  private static final String OVERRIDES = "overrides.yaml";

  /** For service loaders. */
  public MegatronBridgeExporter() {}

  @Override
  public Launcher launcher() {
    return Launcher.MEGATRON_BRIDGE;
  }

  @Override
  public String release() {
    return "Megatron-Bridge main of 2026-08-22";
  }

  @Override
  public LaunchFiles export(LaunchJob job) {
    Settings settings = Settings.of(job);
    settings.remark(
        "The overrides change a recipe of the same family of models, which PRETRAIN_SCRIPT chooses:"
            + " data, tokenizer and optimizer are the recipe's.");
    settings.remark(
        "Not verified: the presets of mixed_precision beyond bf16_mixed. --config-file is what the"
            + " pretraining scripts of the examples take.");
    String script = script(job, settings);
    DocumentedWords.remarkOnKeys(
            script, settings.all().stream().flatMap(it -> it.key().stream()).toList())
        .ifPresent(settings::remark);
    return settings.in(
        Map.of(OVERRIDES, YamlText.of(tree(job, settings)), LaunchFiles.SCRIPT, script));
  }

  private static ObjectNode tree(LaunchJob job, Settings settings) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (Setting setting : settings.all()) {
      setting.key().ifPresent(key -> set(root, key, setting.value().orElseThrow()));
    }
    int chunks = job.plan().virtualStages();
    if (chunks > 1 && job.plan().strategy().pipeline() > 1) {
      JsonNode number = JsonNodeFactory.instance.numberNode(chunks);
      set(root, "model.virtual_pipeline_model_parallel_size", number);
    }
    return root;
  }

  /** Sets a value at a key whose parts are joined by dots. */
  private static void set(ObjectNode root, String key, JsonNode value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      root.set(key, value);
    } else {
      String outer = key.substring(0, dot);
      ObjectNode inner =
          root.get(outer) instanceof ObjectNode object ? object : root.putObject(outer);
      set(inner, key.substring(dot + 1), value);
    }
  }

  private static String script(LaunchJob job, Settings settings) {
    return ShellText.beginning(job, "Megatron-Bridge")
        + """
        : "${PRETRAIN_SCRIPT:?set it to a pretraining script of Megatron-Bridge for this model}"

        """
        + DeviceConnections.of(job, settings)
        + ShellText.torchrun()
        + """
        torchrun "${DISTRIBUTED_ARGS[@]}" "$PRETRAIN_SCRIPT" \\
          --config-file overrides.yaml \\
          "$@"
        """;
  }
}
