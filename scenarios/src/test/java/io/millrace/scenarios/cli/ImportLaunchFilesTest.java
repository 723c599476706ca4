package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people already run becomes a scenario that can be simulated. */
class ImportLaunchFilesTest {
  private static final String SCRIPT =
      """
      TP=${TP:-2}
      torchrun --nproc_per_node 8 --nnodes 2 pretrain_gpt.py --num-layers 24 --hidden-size 1024 \\
        --num-attention-heads 16 --seq-length 2048 --max-position-embeddings 2048 \\
        --vocab-size 50304 --micro-batch-size 2 --global-batch-size 64 --fp16 --novel-thing \\
        --tensor-model-parallel-size $TP --lr 1e-4
      """;

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aScriptBecomesAScenarioThatRuns() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("import", "megatron", file("gpt.sh", SCRIPT), "--node", "dgx-a100");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("# Not understood: --novel-thing\n")
        .contains("name: gpt\n", "  node: dgx-a100\n", "  devices: 16\n", "  tensor: 2\n");
    String scenario = file("gpt.yaml", run.out());
    assertThat(CommandLineRun.of("simulate", scenario, "--quiet").status()).isZero();
  }

  @Test
  void variablesOfAScriptCanBeSet() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("import", "megatron", file("gpt.sh", SCRIPT), "--set", "TP=4");

    assertThat(run.out()).contains("  data: 4\n", "  tensor: 4\n");
  }

  @Test
  void whatIsExportedToMegatronIsImportedAsTheSameRun() throws IOException {
    Path out = folder.resolve("out");
    String id = "llama-3-70b-256-h100";
    assertThat(
            CommandLineRun.of("export", id, "--to", "megatron-lm", "--out", out.toString())
                .status())
        .isZero();

    CommandLineRun run =
        CommandLineRun.of(
            "import",
            "megatron",
            out.resolve("launch.sh").toString(),
            "--framework",
            "megatron-bridge-2026");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(CommandLineRun.of("validate", file("again.yaml", run.out())).status()).isZero();
  }

  @Test
  void aFileOfDeepSpeedNeedsItsSurroundings() throws IOException {
    String json =
        file(
            "ds.json",
            "{\"train_batch_size\": 64, \"gradient_accumulation_steps\": 2,"
                + " \"zero_optimization\": {\"stage\": 3}, \"bf16\": {\"enabled\": true}}");

    CommandLineRun bare = CommandLineRun.of("import", "deepspeed", json);

    assertThat(bare.status()).isEqualTo(2);
    assertThat(bare.err()).contains("--nodes", "--model", "--sequence");
    CommandLineRun full =
        CommandLineRun.of(
            "import",
            "deepspeed",
            json,
            "--nodes",
            "2",
            "--model",
            "llama-3.1-8b",
            "--sequence",
            "4096");
    assertThat(full.status()).as(full.err()).isZero();
    assertThat(full.out()).contains("  sharding: zero3\n", "  microBatch: 2\n");
  }

  @Test
  void aFileOfGalvatronMustFitItsModel() throws IOException {
    String each = "1,1,1,1";
    String json =
        file(
            "plan.json",
            """
            {"pp_deg": 1, "tp_sizes_enc": "%1$s", "dp_types_enc": "%1$s", "checkpoint": "%1$s",
             "global_bsz": 64, "chunks": 4, "pp_division": "4", "pipeline_type": "gpipe"}
            """
                .formatted(each));

    CommandLineRun run =
        CommandLineRun.of(
            "import",
            "galvatron",
            json,
            "--nodes",
            "1",
            "--model",
            "llama-3.1-8b",
            "--sequence",
            "4096",
            "--precision",
            "bf16");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("plan.stageLayers: adds up to 4, the model has 32");
  }

  @Test
  void refusesMissingFilesFoldersAndBytes() throws IOException {
    Path bytes = Files.write(folder.resolve("bytes.sh"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(CommandLineRun.of("import", "megatron", "nowhere.sh").err())
        .contains("there is no file");
    assertThat(CommandLineRun.of("import", "megatron", folder.toString()).err())
        .contains("is a folder");
    assertThat(CommandLineRun.of("import", "megatron", bytes.toString()).err())
        .contains("no text in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"megatron", "galvatron", "deepspeed"})
  void explainsEachFormat(String format) {
    CommandLineRun run = CommandLineRun.of("import", format, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Usage: millrace import " + format)
        .contains("--cluster", "--node", "--nodes", "--model");
  }
}
