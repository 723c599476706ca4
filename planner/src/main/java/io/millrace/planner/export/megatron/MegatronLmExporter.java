package io.millrace.planner.export.megatron;

import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.export.ShellText;
import io.millrace.planner.export.megatron.Setting.Section;
import io.millrace.planner.launcher.Launcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Megatron-LM: a script whose arrays of options are passed to torchrun. */
public final class MegatronLmExporter implements PlanExporter {

  /** For service loaders. */
  public MegatronLmExporter() {}

  @Override
  public Launcher launcher() {
    return Launcher.MEGATRON_LM;
  }

  @Override
  public String release() {
    return "Megatron-LM main of 2026-08-22";
  }

  @Override
  public LaunchFiles export(LaunchJob job) {
    Settings settings = Settings.of(job);
    settings.remark(
        "Data, tokenizer, learning rate and number of iterations are no part of a plan: the script"
            + " measures on mock data unless DATA_ARGS and TRAINING_ARGS are changed. NullTokenizer"
            + " adds a word to the vocabulary.");
    settings.remark(
        "--eval-iters 0: Megatron would evaluate after the last iteration, which no plan says"
            + " anything of.");
    String script = script(job, settings);
    DocumentedWords.remarkOnOptions(script).ifPresent(settings::remark);
    return settings.in(Map.of(LaunchFiles.SCRIPT, script));
  }

  private static String script(LaunchJob job, Settings settings) {
    StringBuilder script = new StringBuilder(ShellText.beginning(job, "Megatron-LM"));
    script.append(": \"${MEGATRON_PATH:?set it to the folder of Megatron-LM}\"\n\n");
    script.append(DeviceConnections.of(job, settings));
    script.append(ShellText.torchrun());
    List<String> arrays = new ArrayList<>();
    for (Section section : Section.values()) {
      List<String> lines =
          settings.all().stream()
              .filter(it -> it.section() == section)
              .flatMap(MegatronLmExporter::line)
              .toList();
      if (!lines.isEmpty()) {
        script.append(ShellText.array(section.array(), lines)).append('\n');
        arrays.add(section.array());
      }
    }
    script.append(
        """
        DATA_ARGS=(
          --mock-data
          --tokenizer-type NullTokenizer
        )

        TRAINING_ARGS=(
          --train-iters "${TRAIN_ITERS:-20}"
          --eval-iters 0
          --lr 1.0e-4
          --log-interval 1
          --log-throughput
        )

        """);
    script.append("torchrun \"${DISTRIBUTED_ARGS[@]}\" \"$MEGATRON_PATH/pretrain_gpt.py\"");
    Stream.concat(arrays.stream(), Stream.of("DATA_ARGS", "TRAINING_ARGS"))
        .forEach(array -> script.append(" \\\n  \"${").append(array).append("[@]}\""));
    return script.append(" \\\n  \"$@\"\n").toString();
  }

  private static Stream<String> line(Setting setting) {
    return setting.option().stream()
        .map(
            option ->
                Stream.concat(Stream.of(option), setting.values().stream().map(ShellText::quoted))
                    .collect(Collectors.joining(" ")));
  }
}
