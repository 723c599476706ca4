package io.millrace.planner.search;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.simulator.lowering.training.PlanFigures;
import java.util.Comparator;

/**
 * A plan that a search came upon, and what it costs.
 *
 * @param setting under what
 * @param plan the plan
 * @param place where it is in the order of all plans, the simplest first
 * @param value what it is compared by
 * @param seconds of an iteration
 * @param joules of an iteration; not a number where the power is not published
 * @param fullestBytes what the fullest stage keeps
 * @param capacityBytes what its device's memory holds
 */
public record Found(
    Setting setting,
    TrainingPlan plan,
    Place place,
    double value,
    double seconds,
    double joules,
    double fullestBytes,
    double capacityBytes)
    implements Comparable<Found> {

  private static final Comparator<Found> ORDER =
      Comparator.comparingDouble(Found::value).thenComparing(Found::place);

  /** Where a plan is: its degrees, and its numbers in their space. */
  public record Place(int mesh, int layer, int pipelining, int replica)
      implements Comparable<Place> {
    private static final Comparator<Place> SIMPLEST =
        Comparator.comparingInt(Place::mesh)
            .thenComparingInt(Place::layer)
            .thenComparingInt(Place::pipelining)
            .thenComparingInt(Place::replica);

    @Override
    public int compareTo(Place other) {
      return SIMPLEST.compare(this, other);
    }
  }

  static Found of(
      Setting setting, TrainingPlan plan, Place place, double value, PlanFigures figures) {
    return new Found(
        setting,
        plan,
        place,
        value,
        figures.seconds(),
        figures.joules(),
        figures.fullestBytes(),
        figures.fullestBytes() + figures.headroomBytes());
  }

  /** What is left of the memory; negative: it does not fit. */
  public double headroomBytes() {
    return capacityBytes - fullestBytes;
  }

  /** The better first; of equally good ones the simpler. */
  @Override
  public int compareTo(Found other) {
    return ORDER.compare(this, other);
  }
}
