package io.millrace.planner;

import io.millrace.model.input.Document;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.Locale;

/** Scenarios without a plan. */
public final class Questions {

  private Questions() {}

  /** A model of some layers of a width on some A100 in nodes of eight. */
  public static Scenario gpt(int layers, int hidden, int devices, int batch) {
    String model =
        "{name: some, layers: %d, hidden: %d, ffn: %d, heads: %d, vocab: 51200, activation: gelu}"
            .formatted(layers, hidden, 4 * hidden, hidden / 128);
    return of(
        "{device: nvidia-a100-sxm-80g, devices: %d, devicesPerNode: 8}".formatted(devices),
        model,
        batch,
        2048);
  }

  /** Experts in every layer. */
  public static Scenario experts(int layers, int devices, int batch) {
    String model =
        """
        {name: some experts, layers: %d, hidden: 1024, ffn: 4096, heads: 16, kvHeads: 4, vocab: 32000,
         activation: swiglu, moe: {experts: 8, topK: 2, expertFfn: 1024}}"""
            .formatted(layers);
    return of("{node: dgx-h100, devices: %d}".formatted(devices), model, batch, 4096);
  }

  /** Devices that no catalogue has a price of. */
  public static Scenario unpriced() {
    String model = "{name: some, layers: 4, hidden: 1024, ffn: 4096, heads: 8, vocab: 51200}";
    return of("{device: nvidia-a6000, devices: 2}", model, 4, 1024, "");
  }

  static Scenario of(String cluster, String model, int batch, int sequence) {
    return of(cluster, model, batch, sequence, "pricePerDevice: 2 USD/h");
  }

  private static Scenario of(String cluster, String model, int batch, int sequence, String price) {
    String text =
        String.format(
            Locale.ROOT,
            """
            version: 1
            name: a question
            cluster: %s
            model: %s
            workload:
              type: training
              framework: megatron-core-2024
              globalBatch: %d
              sequence: %d
              precision: bf16
            %s
            """,
            cluster,
            model,
            batch,
            sequence,
            price);
    return ScenarioReader.bundled()
        .read(Document.parse(text, false).orThrow(), Path.of(""))
        .orThrow();
  }
}
