package io.millrace.scenarios.replay;

import io.millrace.simulator.engine.Engine;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.engine.Timescale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Flows with start times over links of given capacity, each flow needing a byte of each of its
 * links for each byte it carries.
 *
 * @param linkBytesPerSecond capacity of each link
 * @param flows the transfers
 */
public record FlowReplay(List<Double> linkBytesPerSecond, List<Flow> flows) {

  /** Copies the lists. */
  public FlowReplay {
    linkBytesPerSecond = List.copyOf(linkBytesPerSecond);
    flows = List.copyOf(flows);
  }

  /** Plays the flows to their end. */
  public ReplayResult run() {
    Timescale timescale = Timescale.finestReaching(horizon());
    TaskGraphBuilder graph = TaskGraph.builder(timescale);
    linkBytesPerSecond.forEach(graph::resource);
    for (Flow flow : flows) {
      int[] links = flow.links().stream().mapToInt(link -> link).toArray();
      double[] demands = new double[links.length];
      Arrays.fill(demands, 1);
      int task = graph.task(graph.profile(links, demands), flow.bytes());
      graph.earliestStart(task, timescale.ticks(flow.start()));
    }
    Outcome outcome = new Engine().run(graph.build());
    List<OptionalDouble> ends = new ArrayList<>(flows.size());
    for (int task = 0; task < flows.size(); task++) {
      long finish = outcome.finish(task);
      ends.add(
          finish == Outcome.NEVER
              ? OptionalDouble.empty()
              : OptionalDouble.of(timescale.seconds(finish)));
    }
    return new ReplayResult(ends);
  }

  /**
   * Seconds by which all flows that can end have ended. After the last start some link is always
   * full, and a full link takes off at least as much time of the flows on it, each reckoned alone
   * on its scarcest link, as passes; so the flows one after another take no less than all together.
   */
  private double horizon() {
    double lastStart = 0;
    double oneByOne = 0;
    for (Flow flow : flows) {
      lastStart = Math.max(lastStart, flow.start());
      double alone = secondsAlone(flow);
      if (alone < Double.POSITIVE_INFINITY) {
        oneByOne += alone;
      }
    }
    return lastStart + oneByOne;
  }

  private double secondsAlone(Flow flow) {
    double slowest = 0;
    for (int link : flow.links()) {
      double crossings = flow.links().stream().filter(other -> other == link).count();
      slowest = Math.max(slowest, crossings * flow.bytes() / linkBytesPerSecond.get(link));
    }
    return slowest;
  }
}
