package io.millrace.simulator.calibration;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Node;
import io.millrace.model.nccl.NcclMeasurement;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Fits the parameters of one fabric to measured collectives, and those of the network if some of
 * them crossed nodes.
 *
 * <p>The logarithms of the times are fitted by least squares over the logarithms of the parameters,
 * with a loss that grows linearly beyond {@link #SCALE} so that single outliers count little. The
 * values of the table that ships are a weak prior, which decides what the measurements leave open.
 */
public final class CollectiveFit {
  /** Errors up to here count squared: what repeats of a collective differ by. */
  private static final double SCALE = 0.1;

  /** Standard deviation of the prior's logarithm. */
  private static final double PRIOR = 1;

  /** Shorter messages hang on launches, which differ between versions of the library. */
  private static final double LONG_BYTES = 65_536;

  private static final double STEP = 1e-3;

  /** Each so many-th row tests a fit to the others. */
  public static final int HELD_OUT = 3;

  private final Calibration start;
  private final Cluster cluster;
  private final List<NcclMeasurement> rows;
  private final List<Parameter> priors;

  /**
   * Of measurements on nodes of one kind.
   *
   * @param start has the priors
   */
  public CollectiveFit(Calibration start, Node node, List<NcclMeasurement> rows) {
    this.start = start;
    this.rows = List.copyOf(rows);
    int nodes = rows.stream().mapToInt(NcclMeasurement::nodes).max().orElse(1);
    this.cluster = cluster(node, rows, nodes);
    List<String> sections = new ArrayList<>();
    if (rows.stream().anyMatch(it -> it.ranks() > it.nodes())) {
      sections.add("collectives." + fabric() + ".");
    }
    if (nodes > 1) {
      sections.add("collectives.network.");
    }
    this.priors =
        start.parameters().stream()
            .filter(it -> sections.stream().anyMatch(it.path()::startsWith))
            .filter(it -> !it.path().endsWith("engineShare"))
            .toList();
  }

  /** The section of the innermost links; fabrics without one have the generic. */
  private String fabric() {
    String own = cluster.fabric(cluster.levels().getFirst());
    boolean known =
        start.parameters().stream()
            .anyMatch(it -> it.path().startsWith("collectives." + own + "."));
    return known ? own : "generic";
  }

  /** A cluster large enough for the largest group, of so many nodes. */
  private static Cluster cluster(Node node, List<NcclMeasurement> rows, int nodes) {
    int ranks = rows.stream().mapToInt(NcclMeasurement::ranks).max().orElse(2);
    return Cluster.of(node, Math.max(ranks, nodes * node.devices()));
  }

  /** The parameters that are fitted, at their priors. */
  public List<Parameter> priors() {
    return priors;
  }

  /**
   * The times that a cost model predicts for the measurements, in seconds.
   *
   * @param parameters instead of those of the table that ships
   */
  public double[] predicted(List<Parameter> parameters) {
    CostModel costs = CalibratedCostModel.of(start.with(parameters), cluster, new ArrayList<>());
    return rows.stream()
        .mapToDouble(it -> costs.cost(collective(it), placement(it)).seconds())
        .toArray();
  }

  /** The same measurements with the others of its parameters as they are. */
  private CollectiveFit(CollectiveFit other, List<Parameter> priors) {
    this.start = other.start;
    this.cluster = other.cluster;
    this.rows = other.rows;
    this.priors = priors;
  }

  private CollectiveFit ofOnly(List<Parameter> some) {
    Set<String> paths = some.stream().map(Parameter::path).collect(Collectors.toSet());
    return new CollectiveFit(
        this, priors.stream().filter(it -> paths.contains(it.path())).toList());
  }

  private static Collective collective(NcclMeasurement row) {
    Collective.Kind kind =
        switch (row.operation()) {
          case ALL_REDUCE -> Collective.Kind.ALL_REDUCE;
          case ALL_GATHER -> Collective.Kind.ALL_GATHER;
          case REDUCE_SCATTER -> Collective.Kind.REDUCE_SCATTER;
          case ALL_TO_ALL -> Collective.Kind.ALL_TO_ALL;
          case SEND -> Collective.Kind.POINT_TO_POINT;
        };
    return new Collective(kind, row.bytes(), 1, row.reducible());
  }

  private GroupPlacement placement(NcclMeasurement row) {
    int perNode = Math.ceilDiv(row.ranks(), row.nodes());
    if (row.operation() == NcclMeasurement.Operation.SEND) {
      int border = row.nodes() == 1 ? 1 : cluster.node().devices();
      return GroupPlacement.between(cluster, border - 1, border);
    }
    int stride = row.nodes() == 1 ? 1 : Math.max(1, cluster.node().devices() / perNode);
    return GroupPlacement.of(cluster, row.ranks(), stride);
  }

  /**
   * Fits to all rows but those left out.
   *
   * @param every leaves out each so many-th row; 0 for none
   * @return the parameters, with the spreads that are left
   */
  public List<Parameter> fitted(int every) {
    if (priors.isEmpty()) {
      return List.of();
    }
    int[] used = IntStream.range(0, rows.size()).filter(it -> !isHeldOut(it, every)).toArray();
    int size = used.length + priors.size();
    Optimum optimum =
        new LevenbergMarquardtOptimizer()
            .optimize(
                new LeastSquaresBuilder()
                    .start(new double[priors.size()])
                    .target(new double[size])
                    .model(point -> linearized(point, used))
                    .maxEvaluations(400)
                    .maxIterations(100)
                    .build());
    double[] point = optimum.getPoint().toArray();
    RealMatrix covariance = optimum.getCovariances(1e-12);
    // Neighbouring rows err alike, so the law is known no better than a tenth of them would tell.
    double residual = optimum.getRMS() * Math.sqrt(10);
    List<Parameter> fitted = new ArrayList<>();
    for (int i = 0; i < point.length; i++) {
      double spread = Math.min(PRIOR, residual * Math.sqrt(covariance.getEntry(i, i)));
      fitted.add(at(i, point[i]).withSpread(Math.max(0.01, spread)));
    }
    return fitted;
  }

  /** Whether a fit that leaves out each so many-th row leaves out this one. */
  public static boolean isHeldOut(int row, int every) {
    return every > 0 && row % every == every - 1;
  }

  private Parameter at(int index, double logarithm) {
    Parameter prior = priors.get(index);
    return prior.withValue(prior.value() * Math.exp(logarithm));
  }

  private List<Parameter> at(double[] point) {
    return IntStream.range(0, point.length).mapToObj(i -> at(i, point[i])).toList();
  }

  private Pair<RealVector, RealMatrix> linearized(RealVector vector, int[] used) {
    double[] point = vector.toArray();
    double[] here = residuals(point, used);
    double[][] derivatives = new double[here.length][point.length];
    for (int i = 0; i < point.length; i++) {
      double[] moved = point.clone();
      moved[i] += STEP;
      double[] there = residuals(moved, used);
      for (int row = 0; row < here.length; row++) {
        derivatives[row][i] = (there[row] - here[row]) / STEP;
      }
    }
    return Pair.create(
        MatrixUtils.createRealVector(here), MatrixUtils.createRealMatrix(derivatives));
  }

  private double[] residuals(double[] point, int[] used) {
    double[] predicted = predicted(at(point));
    double[] residuals = new double[used.length + point.length];
    for (int i = 0; i < used.length; i++) {
      NcclMeasurement row = rows.get(used[i]);
      double error = Math.log(predicted[used[i]] / row.seconds()) / SCALE;
      double weight = row.bytes() < LONG_BYTES ? 0.5 : 1;
      // The soft absolute loss: 2 (sqrt(1 + e^2) - 1), as a residual.
      double loss = Math.sqrt(2 * (Math.hypot(1, weight * error) - 1));
      residuals[i] = Math.signum(error) * loss;
    }
    for (int i = 0; i < point.length; i++) {
      residuals[used.length + i] = point[i] / PRIOR;
    }
    return residuals;
  }

  /**
   * What a fit gives.
   *
   * @param parameters that the measurements told, at their fitted values, with the spreads that are
   *     left, but none wider than what the fit started from
   * @param errors by operation, by ranks and of all rows
   */
  public record Result(List<Parameter> parameters, List<CollectiveErrors> errors) {

    /** The mean error of all rows that were held out; not a number where none was. */
    public double unseen() {
      return errors.isEmpty() ? Double.NaN : errors.getLast().unseen().mean();
    }
  }

  /** Fits to all rows, and to those that are not held out to say what a fit is worth. */
  public Result run() {
    TellingSpread telling = new TellingSpread(start);
    CollectiveFit told = ofOnly(telling.told(fitted(0)));
    List<Parameter> fitted = told.fitted(0);
    double[] before = predicted(List.of());
    double[] after = predicted(fitted);
    double[] unseen = predicted(told.fitted(HELD_OUT));
    List<CollectiveErrors> errors = new ArrayList<>();
    for (NcclMeasurement.Operation operation : NcclMeasurement.Operation.values()) {
      errors.add(errors(operation.key(), it -> it.operation() == operation, before, after, unseen));
    }
    rows.stream()
        .map(NcclMeasurement::ranks)
        .distinct()
        .sorted()
        .forEach(
            ranks ->
                errors.add(
                    errors(ranks + " ranks", it -> it.ranks() == ranks, before, after, unseen)));
    errors.add(errors("all", it -> true, before, after, unseen));
    return new Result(
        telling.noneWider(fitted), errors.stream().filter(it -> it.rows() > 0).toList());
  }

  private CollectiveErrors errors(
      String name,
      Predicate<NcclMeasurement> kind,
      double[] before,
      double[] after,
      double[] unseen) {
    int[] used =
        IntStream.range(0, rows.size())
            .filter(it -> rows.get(it).bytes() >= LONG_BYTES && kind.test(rows.get(it)))
            .toArray();
    int[] heldOut = IntStream.of(used).filter(it -> isHeldOut(it, HELD_OUT)).toArray();
    return new CollectiveErrors(
        name,
        used.length,
        heldOut.length,
        CollectiveErrors.Size.of(rows, before, used),
        CollectiveErrors.Size.of(rows, after, used),
        CollectiveErrors.Size.of(rows, unseen, heldOut));
  }
}
