package io.millrace.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.calibration.MeasuredKernel.Timing;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.cost.Operation.Attention;
import io.millrace.simulator.cost.Operation.MatrixProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Fits to kernels whose times were computed from parameters that the fit does not know. */
class KernelFitTest {
  private static final Device DEVICE =
      HardwareCatalogue.bundled().device("nvidia-a100-sxm-80g").orElseThrow();
  private static final Calibration START = Calibration.unfitted();

  private static List<Operation> products() {
    List<Operation> products = new ArrayList<>();
    for (double m : new double[] {1, 16, 100, 300, 1000, 3000, 8192}) {
      for (double n : new double[] {128, 1024, 5120, 16_384}) {
        for (double k : new double[] {64, 512, 4096, 12_288}) {
          products.add(new MatrixProduct(m, n, k, NumberFormat.BF16));
        }
      }
    }
    return products;
  }

  private static List<Operation> attentions() {
    return DoubleStream.of(128, 256, 512, 1024, 2048, 4096, 8192)
        .boxed()
        .flatMap(tokens -> DoubleStream.of(1, 4, 16).mapToObj(batch -> attention(batch, tokens)))
        .toList();
  }

  private static Operation attention(double batch, double tokens) {
    return new Attention(batch, 32, 8, tokens, tokens, 128, 128, 0.5, AttentionKernel.FLASH, false);
  }

  private static Parameter parameter(Calibration calibration, String path) {
    return calibration.parameters().stream()
        .filter(it -> it.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static List<MeasuredKernel> timed(Calibration truth, List<Operation> operations) {
    Function<Operation, KernelCost> costs = truth.timedAlone(DEVICE);
    return operations.stream()
        .map(
            it ->
                new MeasuredKernel(
                    it.getClass().getSimpleName(),
                    List.of(it),
                    costs.apply(it).seconds(),
                    Timing.ALONE))
        .toList();
  }

  @Test
  void findsTheParametersThatTimesWereComputedFrom() {
    List<String> paths =
        List.of(
            "kernels.ampere.kernelLatency",
            "kernels.ampere.matrix.memory",
            "kernels.ampere.matrix.rates.16.efficiency",
            "kernels.ampere.attention.flash.forward");
    List<Parameter> moved =
        paths.stream().map(it -> parameter(START, it)).map(it -> it.moved(-1.5)).toList();
    Calibration truth = START.with(moved);
    List<MeasuredKernel> kernels = new ArrayList<>(timed(truth, products()));
    kernels.addAll(timed(truth, attentions()));

    KernelFit.Result result = new KernelFit(START, DEVICE, kernels).run();

    Calibration fitted = START.with(result.parameters());
    for (Parameter expected : moved) {
      assertThat(parameter(fitted, expected.path()).value())
          .as(expected.path())
          .isCloseTo(expected.value(), withPercentage(4));
    }
    assertThat(result.errors()).allSatisfy(it -> assertThat(it.after().median()).isLessThan(0.01));
    assertThat(result.errors())
        .allSatisfy(it -> assertThat(it.before().median()).isGreaterThan(it.after().median()));
  }

  @Test
  void leavesAloneWhatNoKernelTellsAnythingAbout() {
    KernelFit.Result result = new KernelFit(START, DEVICE, timed(START, products())).run();

    assertThat(result.parameters())
        .extracting(Parameter::path)
        .noneMatch(it -> it.contains("attention"))
        .allMatch(it -> it.startsWith("kernels.ampere."));
  }

  @Test
  void everyThirdRowIsHeldOut() {
    KindError error =
        new KernelFit(START, DEVICE, timed(START, products())).run().errors().getFirst();

    assertThat(error.rows() + error.heldOut()).isEqualTo(products().size());
    assertThat(error.heldOut()).isEqualTo(products().size() / 3);
  }

  /** What surrounds the kernels in all rows of a kind is no property of the kernels. */
  @Test
  void whatSurroundsKernelsIsFoundAndLeftOut() {
    List<MeasuredKernel> wrapped =
        timed(START, attentions()).stream()
            .map(
                it ->
                    new MeasuredKernel(it.kind(), it.work(), it.seconds() + 20e-6, Timing.WRAPPED))
            .toList();

    KernelFit.Result result = new KernelFit(START, DEVICE, wrapped).run();

    assertThat(result.errors().getFirst().after().median()).isLessThan(0.02);
    String forward = "kernels.ampere.attention.flash.forward";
    assertThat(parameter(START.with(result.parameters()), forward).value())
        .isCloseTo(parameter(START, forward).value(), withPercentage(4));
  }
}
