package io.millrace.simulator.calibration;

import io.millrace.model.hardware.Device;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.calibration.MeasuredKernel.Timing;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.cost.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times of kernels as a function of a vector: first the logarithms of the parameters, relative to
 * where they start, then for each kind that was timed with something around it how long that takes,
 * in {@link #UNIT}.
 */
final class KernelPrediction {
  /** Scale of the time around a kernel. */
  static final double UNIT = 10e-6;

  private static final double STEP = 1e-2;

  private final Calibration start;
  private final Device device;
  private final List<MeasuredKernel> kernels;
  private final List<String> wrappings;
  private final List<Parameter> parameters;

  KernelPrediction(Calibration start, Device device, List<MeasuredKernel> kernels) {
    this.start = start;
    this.device = device;
    this.kernels = List.copyOf(kernels);
    this.wrappings =
        kernels.stream()
            .filter(it -> it.timing() == Timing.WRAPPED)
            .map(MeasuredKernel::kind)
            .distinct()
            .sorted()
            .toList();
    this.parameters = influential();
  }

  private KernelPrediction(
      KernelPrediction other, List<MeasuredKernel> kernels, List<Parameter> parameters) {
    this.start = other.start;
    this.device = other.device;
    this.kernels = List.copyOf(kernels);
    this.wrappings = other.wrappings;
    this.parameters = parameters;
  }

  /** The same function of the same parameters for other kernels of the same kinds. */
  KernelPrediction of(List<MeasuredKernel> others) {
    return new KernelPrediction(this, others, parameters);
  }

  /** The same with the others of its parameters as they are. */
  KernelPrediction ofOnly(List<Parameter> some) {
    Set<String> paths = some.stream().map(Parameter::path).collect(Collectors.toSet());
    return new KernelPrediction(
        this, kernels, parameters.stream().filter(it -> paths.contains(it.path())).toList());
  }

  /** Those of the device's generation that move any of the predictions. */
  private List<Parameter> influential() {
    double[] unmoved = seconds(start);
    return start.parameters().stream()
        .filter(it -> it.path().startsWith(start.kernelPaths(device)))
        .filter(it -> it.spread() > 0)
        .filter(
            it ->
                !Arrays.equals(
                    unmoved, seconds(start.with(List.of(it.withValue(it.value() * (1 - STEP)))))))
        .toList();
  }

  List<Parameter> parameters() {
    return parameters;
  }

  List<MeasuredKernel> kernels() {
    return kernels;
  }

  /** The parameters as they are, and nothing around the kernels. */
  double[] origin() {
    return new double[parameters.size() + wrappings.size()];
  }

  /** The parameters at a position. */
  List<Parameter> at(double[] position) {
    return IntStream.range(0, parameters.size())
        .mapToObj(
            i -> {
              Parameter parameter = parameters.get(i);
              return parameter.withValue(parameter.value() * Math.exp(position[i]));
            })
        .toList();
  }

  /** Logarithm of predicted over measured, for each kernel. */
  double[] logErrors(double[] position) {
    double[] seconds = seconds(start.with(at(position)));
    double[] errors = new double[seconds.length];
    for (int i = 0; i < errors.length; i++) {
      MeasuredKernel kernel = kernels.get(i);
      int wrapping = wrappings.indexOf(kernel.kind());
      double around = wrapping < 0 ? 0 : UNIT * Math.max(0, position[parameters.size() + wrapping]);
      errors[i] = Math.log((seconds[i] + around) / kernel.seconds());
    }
    return errors;
  }

  /** Derivatives of the log errors: one row for each kernel. */
  double[][] derivatives(double[] position) {
    double[] here = logErrors(position);
    List<double[]> columns = new ArrayList<>();
    for (int i = 0; i < position.length; i++) {
      double[] moved = position.clone();
      moved[i] += STEP;
      double step = STEP;
      double[] there = logErrors(moved);
      if (i < parameters.size() && Arrays.equals(there, here)) {
        moved[i] = position[i] - STEP;
        step = -STEP;
        there = logErrors(moved);
      }
      double[] column = new double[here.length];
      for (int j = 0; j < column.length; j++) {
        column[j] = (there[j] - here[j]) / step;
      }
      columns.add(column);
    }
    double[][] matrix = new double[here.length][position.length];
    for (int i = 0; i < position.length; i++) {
      for (int j = 0; j < here.length; j++) {
        matrix[j][i] = columns.get(i)[j];
      }
    }
    return matrix;
  }

  private double[] seconds(Calibration calibration) {
    Function<Operation, KernelCost> alone = calibration.timedAlone(device);
    Function<Operation, KernelCost> loaded = calibration.underLoad(device);
    return kernels.stream()
        .parallel()
        .mapToDouble(it -> seconds(it, it.timing() == Timing.LOADED ? loaded : alone))
        .toArray();
  }

  private static double seconds(MeasuredKernel kernel, Function<Operation, KernelCost> costs) {
    return kernel.work().stream().mapToDouble(work -> costs.apply(work).seconds()).sum();
  }
}
