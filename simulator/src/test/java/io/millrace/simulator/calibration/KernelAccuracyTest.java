package io.millrace.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.BulkData;
import io.millrace.simulator.calibration.KindError.Quantiles;
import io.millrace.simulator.cost.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of the parameters that ship, on rows of the tables that their fit did not see. */
class KernelAccuracyTest {
  private static final Calibration UNFITTED = Calibration.unfitted();

  private static Device device(String id) {
    return HardwareCatalogue.bundled().device(id).orElseThrow();
  }

  private static Path table(String folder, String name) {
    return BulkData.file("calibration/kernels/" + folder + "/" + name + ".csv.gz");
  }

  private static List<KindError> errors(Calibration calibration, String device, Path table) {
    List<MeasuredKernel> kernels = KernelTimings.read(table).orThrow();
    List<KindError> errors = new KernelFit(calibration, device(device), kernels).errorsOfStart();
    for (KindError error : errors) {
      System.out.printf(
          Locale.ROOT,
          "%s, %s: %d rows held out, median %.1f %%, 90th percentile %.1f %%%n",
          device,
          error.kind(),
          error.heldOut(),
          100 * error.after().median(),
          100 * error.after().ninth());
    }
    return errors;
  }

  private static Quantiles of(List<KindError> errors, String kind) {
    return errors.stream().filter(it -> it.kind().equals(kind)).findFirst().orElseThrow().after();
  }

  @ParameterizedTest
  @CsvSource({
    "a100, nvidia-a100-sxm-80g, gemm, gemm bfloat16, 0.08",
    "h100, nvidia-h100-sxm, gemm, gemm bfloat16, 0.08",
    "h100, nvidia-h100-sxm, gemm, gemm fp8, 0.08",
    "h100, nvidia-h100-sxm, gemm, gemm fp8_block, 0.08",
    "h100, nvidia-h100-sxm, moe, experts bfloat16, 0.08",
    "h100, nvidia-h100-sxm, moe, experts fp8_block, 0.07",
    "h100, nvidia-h100-sxm, moe, experts fp8, 0.10",
    "a100, nvidia-a100-sxm-80g, moe, experts bfloat16, 0.09"
  })
  void kernelsTakeAsLongAsTimed(
      String folder, String device, String table, String kind, double most) {
    Path file = table(folder, table);

    assertThat(of(errors(UNFITTED, device, file), kind).median()).isLessThan(most);
  }

  /** Attention was timed with calls around it, whose time is found first. */
  @ParameterizedTest
  @CsvSource({
    "a100, nvidia-a100-sxm-80g, context_attention, 0.08",
    "a100, nvidia-a100-sxm-80g, generation_attention, 0.08",
    "h100, nvidia-h100-sxm, context_attention, 0.09",
    "h100, nvidia-h100-sxm, generation_attention, 0.08"
  })
  void attentionTakesAsLongAsTimed(String folder, String device, String table, double most) {
    Path file = table(folder, table);
    List<MeasuredKernel> kernels = KernelTimings.read(file).orThrow();
    Quantiles error =
        new KernelFit(UNFITTED, device(device), kernels).run().errors().getFirst().after();

    assertThat(error.median()).isLessThan(most);
  }

  @ParameterizedTest
  @CsvSource({
    "training gemm fwd bf16, 0.08",
    "training gemm dgrad bf16, 0.08",
    "training gemm wgrad bf16, 0.08",
    "training gemm wgrad_acc32 bf16, 0.08",
    "training gemm fwd fp8_row, 0.08",
    "training gemm fwd fp8_tensor, 0.08",
    "training gemm fwd fp8_block1x128_128x128, 0.08"
  })
  void productsOfTrainingTakeAsLongAsTimed(String kind, double most) throws Exception {
    assertThat(medianOfTraining("gemm.csv", kind)).isLessThan(most);
  }

  @ParameterizedTest
  @CsvSource({
    "training attention flash forward, 0.10",
    "training attention flash backward, 0.10",
    "training attention vendor forward, 0.10",
    "training attention vendor backward, 0.12"
  })
  void attentionOfTrainingTakesAsLongAsTimed(String kind, double most) throws Exception {
    assertThat(medianOfTraining("attention.csv", kind)).isLessThan(most);
  }

  @ParameterizedTest
  @CsvSource({
    "training experts fwd, 0.10",
    "training experts dgrad, 0.10",
    "training experts wgrad, 0.20"
  })
  void expertsOfTrainingTakeAsLongAsTimed(String kind, double most) throws Exception {
    assertThat(medianOfTraining("experts.csv", kind)).isLessThan(most);
  }

  private static double medianOfTraining(String table, String kind) throws Exception {
    var url = KernelAccuracyTest.class.getResource("h100-training/" + table);
    Path file = Path.of(Optional.ofNullable(url).orElseThrow().toURI());
    return of(errors(UNFITTED, "nvidia-h100-sxm", file), kind).median();
  }

  /**
   * What a device that nobody timed can expect: it gets the shares and times of a relative, and its
   * own peaks from the data sheet.
   */
  @ParameterizedTest
  @CsvSource({"hopper, ampere, a100, nvidia-a100-sxm-80g", "ampere, hopper, h100, nvidia-h100-sxm"})
  void productsOfADeviceThatIsLeftOutAreWithinAFifth(
      String from, String to, String folder, String device) {
    Path file = table(folder, "gemm");
    List<KindError> errors = errors(transferred(from, to), device, file);

    assertThat(of(errors, "gemm bfloat16").median()).isLessThan(0.2);
  }

  private static Calibration transferred(String from, String to) {
    List<Parameter> own = new ArrayList<>();
    for (Parameter parameter : UNFITTED.parameters()) {
      String prefix = "kernels." + from + ".";
      if (parameter.path().startsWith(prefix)) {
        String path = "kernels." + to + "." + parameter.path().substring(prefix.length());
        own.add(new Parameter(path, parameter.value(), parameter.spread(), parameter.unit()));
      }
    }
    return UNFITTED.with(own);
  }

  @Test
  void decodingOfADeviceThatIsLeftOutIsWithinAQuarter() {
    Path file = table("a100", "generation_attention");
    List<MeasuredKernel> kernels =
        KernelTimings.read(file).orThrow().stream().filter(it -> it.seconds() > 1e-4).toList();
    List<KindError> errors =
        new KernelFit(transferred("hopper", "ampere"), device("nvidia-a100-sxm-80g"), kernels)
            .errorsOfStart();

    assertThat(errors.getFirst().after().median()).isLessThan(0.25);
  }
}
