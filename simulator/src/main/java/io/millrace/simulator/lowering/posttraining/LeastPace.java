package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallInstance;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.Dependency;
import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * The least that an iteration can take, whatever the order of calls: a proven bound for searches.
 *
 * <p>Two things bound the pace of iterations that follow each other without end.
 *
 * <ul>
 *   <li>A device works on one call at a time: an iteration takes at least the sum of the calls that
 *       use one device.
 *   <li>Weights go round: a call waits for the update of its role some iterations before, the
 *       update for what leads from the call to it. From one start of the call to the start that
 *       many iterations later passes at least the time of the longest way to the update; so that
 *       time, divided by those iterations, is a bound. On the way, calls that share a device run
 *       one after the other: what comes before the earliest of them, they themselves and what comes
 *       after the last of them add up (Carlier, EJOR 11, 1982, for one machine with heads and
 *       tails).
 * </ul>
 *
 * <p>Both grow with the time of every call, so that bounds of calls' times give a bound of the
 * pace. An instance serves one thread.
 */
public final class LeastPace {
  private final int calls;

  /** Numbers of calls, each behind those that it reads from. */
  private final int[] order;

  /** For each call those that it reads from. */
  private final int[] sources;

  private final List<Loop> loops;
  private final double[] head;
  private final double[] tail;

  /**
   * A way that weights go round.
   *
   * @param from the call that waits for the update
   * @param update the training
   * @param between calls on a way from one to the other, both included
   * @param age iterations from the update to the call that waits for it
   */
  private record Loop(int from, int update, int between, int age) {}

  /**
   * Prepares bounds of a dataflow.
   *
   * @param staleness iterations that generation may be ahead of the weights it uses
   */
  public LeastPace(Dataflow dataflow, int staleness) {
    List<ModelFunctionCall> all = dataflow.calls();
    this.calls = all.size();
    this.head = new double[calls];
    this.tail = new double[calls];
    this.sources = new int[calls];
    DirectedAcyclicGraph<CallInstance, Dependency> graph = dataflow.unrolled(1, 0);
    List<Integer> topological = new ArrayList<>();
    for (CallInstance instance : graph) {
      int call = all.indexOf(instance.call());
      topological.add(call);
      for (Dependency dependency : graph.incomingEdgesOf(instance)) {
        sources[call] |= 1 << all.indexOf(dependency.from().call());
      }
    }
    this.order = topological.stream().mapToInt(Integer::intValue).toArray();
    this.loops = loops(all, staleness);
  }

  private List<Loop> loops(List<ModelFunctionCall> all, int staleness) {
    List<Loop> found = new ArrayList<>();
    for (int update = 0; update < calls; update++) {
      if (all.get(update).kind() != CallKind.TRAINING) {
        continue;
      }
      String role = all.get(update).role().orElseThrow();
      int before = ancestors(update);
      for (int from = 0; from < calls; from++) {
        boolean leads = (before >> from & 1) == 1;
        if (leads && all.get(from).isOf(role)) {
          int age = all.get(from).kind() == CallKind.GENERATION ? 1 + staleness : 1;
          found.add(new Loop(from, update, before & descendants(from), age));
        }
      }
    }
    return List.copyOf(found);
  }

  /** A call with all that it waits for within an iteration, as a set of bits. */
  private int ancestors(int call) {
    int set = 1 << call;
    for (int i = calls - 1; i >= 0; i--) {
      if ((set >> order[i] & 1) == 1) {
        set |= sources[order[i]];
      }
    }
    return set;
  }

  /** A call with all that waits for it within an iteration. */
  private int descendants(int call) {
    int set = 1 << call;
    for (int next : order) {
      if ((sources[next] & set) != 0) {
        set |= 1 << next;
      }
    }
    return set;
  }

  /**
   * The bound.
   *
   * @param seconds of each call, or less
   * @param sharing sets of calls, each with a device that all of its calls use; as bits
   * @param sets how many of them count
   */
  public double of(double[] seconds, int[] sharing, int sets) {
    double bound = 0;
    for (int i = 0; i < sets; i++) {
      bound = Math.max(bound, sum(seconds, sharing[i]));
    }
    for (Loop loop : loops) {
      bound = Math.max(bound, of(loop, seconds, sharing, sets) / loop.age());
    }
    return bound;
  }

  private double of(Loop loop, double[] seconds, int[] sharing, int sets) {
    measure(loop, seconds);
    double bound = head[loop.update()] + seconds[loop.update()];
    for (int i = 0; i < sets; i++) {
      int machine = sharing[i] & loop.between();
      for (int early = machine; early != 0; early &= early - 1) {
        double before = head[Integer.numberOfTrailingZeros(early)];
        for (int late = machine; late != 0; late &= late - 1) {
          double after = tail[Integer.numberOfTrailingZeros(late)];
          bound = Math.max(bound, before + inside(machine, before, after, seconds) + after);
        }
      }
    }
    return bound;
  }

  /**
   * Seconds of those calls that come no earlier after the first one and have no less behind them.
   */
  private double inside(int machine, double before, double after, double[] seconds) {
    double sum = 0;
    for (int left = machine; left != 0; left &= left - 1) {
      int call = Integer.numberOfTrailingZeros(left);
      if (head[call] >= before && tail[call] >= after) {
        sum += seconds[call];
      }
    }
    return sum;
  }

  /** For each call of a loop the longest way to its start, and that from its end. */
  private void measure(Loop loop, double[] seconds) {
    Arrays.fill(head, 0);
    Arrays.fill(tail, 0);
    for (int call : order) {
      if ((loop.between() >> call & 1) == 1) {
        for (int from = sources[call] & loop.between(); from != 0; from &= from - 1) {
          int source = Integer.numberOfTrailingZeros(from);
          head[call] = Math.max(head[call], head[source] + seconds[source]);
        }
      }
    }
    for (int i = calls - 1; i >= 0; i--) {
      int call = order[i];
      if ((loop.between() >> call & 1) == 1) {
        for (int from = sources[call] & loop.between(); from != 0; from &= from - 1) {
          int source = Integer.numberOfTrailingZeros(from);
          tail[source] = Math.max(tail[source], tail[call] + seconds[call]);
        }
      }
    }
  }

  private static double sum(double[] seconds, int set) {
    double sum = 0;
    for (int left = set; left != 0; left &= left - 1) {
      sum += seconds[Integer.numberOfTrailingZeros(left)];
    }
    return sum;
  }
}
