package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.Dependency;
import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls of an iteration in the order in which a program issues them: as the dataflow lists
 * them, but each behind those that it reads from. Calls that have a device in common run in this
 * order, iteration after iteration, as frameworks with one controlling program run them (verl,
 * NeMo-RL; ReaL's master issues a call when its inputs are there, which is the same order for the
 * dataflows of {@link io.millrace.model.dataflow.Algorithm}).
 */
final class ProgramOrder {
  private final int[] order;
  private final int[] sources;
  private final int[] age;
  private final int[] update;

  /**
   * Of a dataflow.
   *
   * @param staleness iterations that generation may be ahead of the weights it uses
   */
  ProgramOrder(Dataflow dataflow, int staleness) {
    List<ModelFunctionCall> calls = dataflow.calls();
    int count = calls.size();
    if (count > Integer.SIZE) {
      throw new IllegalArgumentException(
          "%d calls of %s are more than %d".formatted(count, dataflow.name(), Integer.SIZE));
    }
    this.sources = new int[count];
    this.age = new int[count];
    this.update = new int[count];
    for (Dependency dependency : dataflow.unrolled(1, 0).edgeSet()) {
      sources[calls.indexOf(dependency.to().call())] |=
          1 << calls.indexOf(dependency.from().call());
    }
    for (int call = 0; call < count; call++) {
      ModelFunctionCall it = calls.get(call);
      Optional<ModelFunctionCall> training = it.role().flatMap(dataflow::trainingOf);
      update[call] = training.map(calls::indexOf).orElse(-1);
      age[call] = it.kind() == CallKind.GENERATION ? 1 + staleness : 1;
    }
    this.order = order(sources);
  }

  private static int[] order(int[] sources) {
    List<Integer> order = new ArrayList<>();
    int placed = 0;
    while (order.size() < sources.length) {
      for (int call = 0; call < sources.length; call++) {
        boolean isNext = (placed >> call & 1) == 0 && (sources[call] & ~placed) == 0;
        if (isNext) {
          order.add(call);
          placed |= 1 << call;
          break;
        }
      }
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  int size() {
    return order.length;
  }

  /** The number of the call at a place. */
  int call(int place) {
    return order[place];
  }

  /** The calls of the same iteration that a call reads from, as a set of bits. */
  int sources(int call) {
    return sources[call];
  }

  /** The training whose weights a call uses, or -1. */
  int update(int call) {
    return update[call];
  }

  /** Iterations from that training to the call that waits for it. */
  int age(int call) {
    return age[call];
  }
}
