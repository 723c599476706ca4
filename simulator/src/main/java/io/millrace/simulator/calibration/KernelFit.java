package io.millrace.simulator.calibration;

import io.millrace.model.hardware.Device;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.calibration.KindError.Quantiles;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Fits the kernel parameters of a device's generation to timed kernels. Every third row of a kind
 * is held out: its error says how well kernels are predicted that no fit saw.
 */
public final class KernelFit {
  /** One row of so many is held out. */
  private static final int HELD_OUT = 3;

  /**
   * Kinds whose fastest row takes longer than this were timed with their host's calls, which have
   * nothing to do with the device; rows within the factor below of it tell about the host alone.
   */
  private static final double HOST_SECONDS = 45e-6;

  private static final double HOST_FACTOR = 1.6;

  private final Calibration start;
  private final Device device;
  private final List<MeasuredKernel> kernels;

  /**
   * Fits to some kernels.
   *
   * @param start the parameters to start from
   * @param device on which they were timed
   */
  public KernelFit(Calibration start, Device device, List<MeasuredKernel> kernels) {
    this.start = start;
    this.device = device;
    this.kernels = withoutHostBound(kernels);
  }

  /**
   * What a fit gives.
   *
   * @param parameters that the kernels told, at their fitted values, with a spread that covers the
   *     errors which are left, but none wider than what the fit started from
   * @param errors by kind
   */
  public record Result(List<Parameter> parameters, List<KindError> errors) {

    /** The median error of the rows held out of the kind that is predicted worst. */
    public double worstUnseen() {
      return errors.stream()
          .mapToDouble(it -> it.after().median())
          .filter(it -> it >= 0)
          .max()
          .orElse(0);
    }
  }

  private static List<MeasuredKernel> withoutHostBound(List<MeasuredKernel> kernels) {
    Map<String, Double> fastest = new TreeMap<>();
    kernels.forEach(it -> fastest.merge(it.kind(), it.seconds(), Math::min));
    return kernels.stream()
        .filter(
            it -> {
              double least = fastest.getOrDefault(it.kind(), 0.0);
              return !it.kind().startsWith("gemm")
                  || least < HOST_SECONDS
                  || it.seconds() > HOST_FACTOR * least;
            })
        .toList();
  }

  /** Fits. */
  public Result run() {
    List<MeasuredKernel> fitted =
        rows(row -> row % HELD_OUT != HELD_OUT - 1).stream().map(kernels::get).toList();
    KernelPrediction sampled = new KernelPrediction(start, device, RobustFit.sample(fitted));
    TellingSpread telling = new TellingSpread(start);
    List<Parameter> told = telling.told(spread(sampled, new RobustFit(sampled).solve()));
    KernelPrediction before = sampled.of(kernels);
    double[] errorsBefore = before.logErrors(before.origin());
    if (told.isEmpty()) {
      return new Result(List.of(), errors(errorsBefore, errorsBefore));
    }
    KernelPrediction telltale = sampled.ofOnly(told);
    double[] position = new RobustFit(telltale).solve();
    return new Result(
        telling.noneWider(spread(telltale, position)),
        errors(errorsBefore, telltale.of(kernels).logErrors(position)));
  }

  private static List<Parameter> spread(KernelPrediction prediction, double[] position) {
    return new ParameterSpread(prediction, position).parameters();
  }

  /** How well the parameters predict the kernels without any fit. */
  public List<KindError> errorsOfStart() {
    KernelPrediction prediction = new KernelPrediction(start, device, kernels);
    double[] errors = prediction.logErrors(prediction.origin());
    return errors(errors, errors);
  }

  /** Rows by their number within their kind. */
  private List<Integer> rows(IntPredicate which) {
    Map<String, Integer> counts = new TreeMap<>();
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      int number = counts.merge(kernels.get(i).kind(), 1, Integer::sum) - 1;
      if (which.test(number)) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  private List<KindError> errors(double[] before, double[] after) {
    List<Integer> heldOut = rows(row -> row % HELD_OUT == HELD_OUT - 1);
    List<Integer> fitted = rows(row -> row % HELD_OUT != HELD_OUT - 1);
    return kernels.stream()
        .map(MeasuredKernel::kind)
        .distinct()
        .sorted()
        .map(
            kind -> {
              IntPredicate own = row -> kernels.get(row).kind().equals(kind);
              List<Integer> held = heldOut.stream().filter(own::test).toList();
              List<Integer> used = fitted.stream().filter(own::test).toList();
              return new KindError(
                  kind,
                  used.size(),
                  held.size(),
                  quantiles(before, held),
                  quantiles(after, held),
                  quantiles(after, used));
            })
        .toList();
  }

  private static Quantiles quantiles(double[] logErrors, List<Integer> rows) {
    IntStream chosen = rows.stream().mapToInt(Integer::intValue);
    return Quantiles.of(chosen.mapToObj(row -> Math.expm1(logErrors[row])).toList());
  }
}
