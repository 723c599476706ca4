package io.millrace.planner.space;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What plans have to obey, as data: it can be listed, counted by and shown to who asks why a plan
 * is not considered.
 *
 * @param name a short name, such as {@code interleaving in whole groups}
 * @param reason why
 * @param source where that is written; {@code recalled} where nobody looked it up
 * @param reads what it looks at besides the degrees: one of the other choices, layers with
 *     pipelining, layers with replicas, or nothing
 * @param holds whether a plan obeys; the choices that it does not read may be any
 */
public record Rule(
    String name,
    String reason,
    String source,
    Set<Choice> reads,
    BiPredicate<Scenario, TrainingPlan> holds) {

  private static final Set<Choice> PASSES = Set.of(Choice.LAYERS, Choice.PIPELINING);
  private static final Set<Choice> SHARING = Set.of(Choice.LAYERS, Choice.REPLICAS);

  /** Checks that a search can tell early whether it holds. */
  public Rule {
    reads = Set.copyOf(reads);
    if (reads.contains(Choice.DEGREES)) {
      throw new IllegalArgumentException(name + ": every rule may read the degrees");
    }
    if (reads.size() > 1 && !reads.equals(PASSES) && !reads.equals(SHARING)) {
      throw new IllegalArgumentException(
          "%s reads %s, which are not chosen together".formatted(name, EnumSet.copyOf(reads)));
    }
  }

  /** A rule of the degrees alone. */
  public static Rule ofDegrees(
      String name, String reason, String source, BiPredicate<Scenario, TrainingPlan> holds) {
    return new Rule(name, reason, source, Set.of(), holds);
  }

  /** A rule of the degrees and one more choice. */
  public static Rule of(
      Choice choice,
      String name,
      String reason,
      String source,
      BiPredicate<Scenario, TrainingPlan> holds) {
    return new Rule(name, reason, source, Set.of(choice), holds);
  }

  /** A rule of the degrees, the way through the layers and the pipeline. */
  public static Rule ofPasses(
      String name, String reason, String source, BiPredicate<Scenario, TrainingPlan> holds) {
    return new Rule(name, reason, source, PASSES, holds);
  }

  /** A rule of the degrees, the way through the layers and the way to share among replicas. */
  public static Rule ofSharing(
      String name, String reason, String source, BiPredicate<Scenario, TrainingPlan> holds) {
    return new Rule(name, reason, source, SHARING, holds);
  }

  boolean readsPasses() {
    return reads.equals(PASSES);
  }

  boolean readsSharing() {
    return reads.equals(SHARING);
  }
}
