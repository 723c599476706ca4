package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.EngineObserver;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.report.Span;
import io.millrace.simulator.report.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the picture of an iteration from its tasks. */
final class TimelineBuilder implements EngineObserver {
  private final int stages;
  private final long[][] times;
  private final long[][] levels;
  private final int[] counts;

  TimelineBuilder(int stages) {
    this.stages = stages;
    this.times = new long[stages][64];
    this.levels = new long[stages][64];
    this.counts = new int[stages];
  }

  @Override
  public void poolLevel(int pool, long level, long time) {
    int count = counts[pool];
    if (count == times[pool].length) {
      times[pool] = Arrays.copyOf(times[pool], 2 * count);
      levels[pool] = Arrays.copyOf(levels[pool], 2 * count);
    }
    times[pool][count] = time;
    levels[pool][count] = level;
    counts[pool]++;
  }

  Timeline build(IterationGraph iteration, TaskGraph graph, Outcome outcome) {
    Map<String, List<Timeline.Block>> tracks = new LinkedHashMap<>();
    Map<String, Timeline.Track> heads = new LinkedHashMap<>();
    for (int stage = 0; stage < stages; stage++) {
      for (String stream : List.of("compute", "send forward", "send backward", "data")) {
        tracks.put(stage + stream, new ArrayList<>());
        heads.put(stage + stream, new Timeline.Track(stage, stream, List.of()));
      }
    }
    for (int task = 0; task < graph.tasks(); task++) {
      TaskLog.Entry entry = iteration.log().entry(task);
      if (entry.kind() == TaskLog.Kind.OTHER) {
        continue;
      }
      String stream = stream(iteration.tasksOf(entry.stage()), graph.stream(task));
      Segment segment = entry.segment();
      List<Span> details = segment == null || entry.pieces() > 1 ? List.of() : segment.spans();
      List<Timeline.Block> blocks = tracks.get(entry.stage() + stream);
      if (blocks != null && outcome.finish(task) > outcome.start(task)) {
        blocks.add(
            new Timeline.Block(
                entry.name(), outcome.start(task), outcome.finish(task), details));
      }
    }
    List<Timeline.Track> result = new ArrayList<>();
    tracks.forEach(
        (key, blocks) -> {
          Timeline.Track head = heads.get(key);
          if (head != null && !blocks.isEmpty()) {
            result.add(new Timeline.Track(head.stage(), head.stream(), blocks));
          }
        });
    return new Timeline(result, memory());
  }

  private static String stream(IterationGraph.StageTasks tasks, int stream) {
    if (stream == tasks.compute) {
      return "compute";
    } else if (stream == tasks.send) {
      return "send forward";
    }
    return stream == tasks.receive ? "send backward" : "data";
  }

  private List<Timeline.MemoryTrack> memory() {
    List<Timeline.MemoryTrack> memory = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      memory.add(
          new Timeline.MemoryTrack(
              stage,
              Arrays.copyOf(times[stage], counts[stage]),
              Arrays.copyOf(levels[stage], counts[stage])));
    }
    return memory;
  }
}
