package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.planner.launcher.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  private static final String DEEP = "llama-3.1-405b-16384-h100";
  private static final String FLAT = "zero3-175b-1536-a100";

  @TempDir private Path folder;

  private CommandLineRun export(String plan, String launcher, String name, String... more) {
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "export", plan, "--to", launcher, "--out", folder.resolve(name).toString()),
                Stream.of(more))
            .toList();
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> String.valueOf(it.getFileName())).sorted().toList();
    }
  }

  @Test
  void writesAFolderForALauncher() throws IOException {
    CommandLineRun run = export(DEEP, "torchtitan", "out");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("torchtitan: 7 files in");
    assertThat(names(folder.resolve("out")))
        .containsExactly(
            "README.md",
            "launch.sh",
            "millrace_recipe.py",
            "pipeline_schedule.csv",
            "plan.json",
            "pytorchjob.yaml",
            "submit.sbatch");
  }

  @Test
  void thePlanInTheFolderIsTheSameQuestion() {
    export(FLAT, "deepspeed", "out");
    String plan = folder.resolve("out").resolve("plan.json").toString();

    assertThat(CommandLineRun.of("validate", plan).out()).contains("ok");
    assertThat(CommandLineRun.of("simulate", plan, "--quiet").out())
        .isEqualTo(CommandLineRun.of("simulate", FLAT, "--quiet").out());
    assertThat(export(plan, "accelerate", "again").status()).isZero();
  }

  @Test
  void writesAFolderForEachLauncherThatCan() throws IOException {
    CommandLineRun run = export(DEEP, "all", "out");

    assertThat(run.status()).isZero();
    assertThat(names(folder.resolve("out")))
        .containsExactly("megatron-bridge", "megatron-lm", "torchtitan");
    assertThat(run.out())
        .contains("accelerate cannot run this plan:\n  plan.pipeline is 16: ")
        .contains("galvatron cannot run this plan:\n  plan.schedule is interleaved: ");
  }

  @Test
  void refusesALauncherThatCannotAndNamesThoseThatCan() {
    CommandLineRun run = export(DEEP, "accelerate", "out");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("accelerate cannot run this plan")
        .contains("It can run on megatron-lm, megatron-bridge, torchtitan.");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void megatronAloneIsMegatronLm() {
    assertThat(export(DEEP, "megatron", "out").out()).startsWith("megatron-lm: ");
  }

  @Test
  void replacesNothingUnlessAsked() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Path own = Files.writeString(folder.resolve("out").resolve("launch.sh"), "mine");

    CommandLineRun refused = export(FLAT, "deepspeed", "out");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("holds 1 files already", "--overwrite");
    assertThat(own).hasContent("mine");
    assertThat(export(FLAT, "deepspeed", "out", "--overwrite").status()).isZero();
    assertThat(Files.readString(own)).startsWith("#!/usr/bin/env bash");
  }

  @Test
  void refusesUnknownLaunchersAndFoldersThatAreFiles() throws IOException {
    assertThat(export(FLAT, "megatron-ml", "out").err()).contains("Maybe 'megatron-lm'?");
    Files.writeString(folder.resolve("file"), "");
    assertThat(export(FLAT, "deepspeed", "file").err()).contains("is a file");
  }

  @Test
  void refusesAScenarioWithoutAPlan() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("open.yaml"),
            """
            version: 1
            name: open
            cluster: {node: dgx-h100, nodes: 1}
            model: llama-3.1-8b
            workload: {type: training, globalBatch: 8, sequence: 4096, precision: bf16}
            """);

    CommandLineRun run = export(file.toString(), "all", "out");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("plan: is missing");
  }

  @Test
  void itsHelpNamesEveryLauncher() {
    assertThat(CommandLineRun.of("export", "--help").out()).contains(Launcher.keys());
  }
}
