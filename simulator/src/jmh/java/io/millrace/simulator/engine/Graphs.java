package io.millrace.simulator.engine;

import java.util.Arrays;
import java.util.Random;

/** Graphs to measure with: the same ones whatever the machine. */
final class Graphs {

  private static final double LINK = 50e9;

  private Graphs() {}

  /**
   * Items that pass a row of stations forth and back, each station taking them in turn (one
   * forward, one backward once the first has come back) and handing them on over its own links: two
   * tasks of work and two transfers for each item and station, but at the ends.
   */
  static TaskGraph streams(int stations, int items) {
    TaskGraphBuilder graph = TaskGraph.builder();
    int[][] forth = new int[stations][items];
    int[][] back = new int[stations][items];
    for (int station = 0; station < stations; station++) {
      int[] resources = {graph.resource(1e15), graph.resource(3e12)};
      int work = graph.profile(resources, new double[] {1, 1e-3}, 6e14, 6e14);
      int stream = graph.stream();
      int ahead = Math.min(items, stations - station);
      for (int first = 0, second = 0; second < items; ) {
        if (first < items && first < second + ahead) {
          forth[station][first++] = graph.task(stream, work, 1e12, 5_000_000);
        } else {
          back[station][second++] = graph.task(stream, work, 2e12, 5_000_000);
        }
      }
    }
    for (int station = 0; station + 1 < stations; station++) {
      handOver(graph, forth[station], forth[station + 1]);
      handOver(graph, back[station + 1], back[station]);
    }
    return graph.build();
  }

  private static void handOver(TaskGraphBuilder graph, int[] from, int[] to) {
    int transfer = graph.profile(graph.resource(LINK), 1);
    int stream = graph.stream();
    for (int item = 0; item < from.length; item++) {
      int task = graph.task(stream, transfer, 1e7, 2_000_000);
      graph.dependency(from[item], task);
      graph.dependency(task, to[item]);
    }
  }

  /** Each of some nodes sends to the next, {@code flows} at a time, each one after another. */
  static TaskGraph ring(int nodes, int flows, int repetitions) {
    TaskGraphBuilder graph = TaskGraph.builder();
    Random random = new Random(2);
    for (int i = 0; i < 2 * nodes; i++) {
      graph.resource(LINK);
    }
    for (int i = 0; i < nodes * flows; i++) {
      int from = i % nodes;
      int[] path = {from, nodes + (from + 1) % nodes};
      int profile = graph.profile(path, new double[] {1, 1});
      int stream = graph.stream();
      for (int j = 0; j < repetitions; j++) {
        graph.task(stream, profile, bytes(random), 0);
      }
    }
    return graph.build();
  }

  /**
   * Transfers between random nodes of a two-level tree of full bisection, {@code width} leaves of
   * {@code width} nodes each, the way up chosen by the receiver: {@code flows} at a time, each one
   * after another.
   */
  static TaskGraph randomPairs(int width, int flows, int repetitions) {
    TaskGraphBuilder graph = TaskGraph.builder();
    Random random = new Random(1);
    int nodes = width * width;
    int nodeUp = 0;
    int nodeDown = nodes;
    int leafUp = 2 * nodes;
    int leafDown = 3 * nodes;
    for (int i = 0; i < 4 * nodes; i++) {
      graph.resource(LINK);
    }
    for (int i = 0; i < flows; i++) {
      int stream = graph.stream();
      for (int j = 0; j < repetitions; j++) {
        int from = random.nextInt(nodes);
        int to = (from + 1 + random.nextInt(nodes - 1)) % nodes;
        int spine = to % width;
        int[] path =
            from / width == to / width
                ? new int[] {nodeUp + from, nodeDown + to}
                : new int[] {
                  nodeUp + from,
                  leafUp + from / width * width + spine,
                  leafDown + to / width * width + spine,
                  nodeDown + to
                };
        double[] demands = new double[path.length];
        Arrays.fill(demands, 1);
        graph.task(stream, graph.profile(path, demands), bytes(random), 0);
      }
    }
    return graph.build();
  }

  /** Between 1 and 64 MB, small ones as likely as large ones. */
  private static double bytes(Random random) {
    return Math.rint(1e6 * Math.pow(64, random.nextDouble()));
  }
}
