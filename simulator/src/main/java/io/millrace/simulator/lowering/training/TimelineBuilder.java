package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.EngineObserver;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.report.Span;
import io.millrace.simulator.report.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Makes the picture of an iteration from its tasks. */
final class TimelineBuilder implements EngineObserver {
  private static final double TICK = 1e12;

  private static final List<String> STREAMS =
      Stream.concat(
              Stream.of("compute", "send forward", "send backward", "data"),
              Arrays.stream(Meeting.values()).map(Meeting::label))
          .toList();

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
    if (count > 0 && times[pool][count - 1] == time) {
      levels[pool][count - 1] = level;
      return;
    }
    if (count == times[pool].length) {
      times[pool] = Arrays.copyOf(times[pool], 2 * count);
      levels[pool] = Arrays.copyOf(levels[pool], 2 * count);
    }
    times[pool][count] = time;
    levels[pool][count] = level;
    counts[pool]++;
  }

  Timeline build(IterationGraph iteration, TaskGraph graph, Outcome outcome) {
    List<List<Timeline.Block>> tracks = new ArrayList<>();
    for (int i = 0; i < stages * STREAMS.size(); i++) {
      tracks.add(new ArrayList<>());
    }
    for (int task = 0; task < graph.tasks(); task++) {
      TaskLog.Entry entry = iteration.log().entry(task);
      if (entry.stage() < 0 || outcome.finish(task) == outcome.start(task)) {
        continue;
      }
      int stream = stream(iteration.tasksOf(entry.stage()), graph.stream(task));
      tracks
          .get(entry.stage() * STREAMS.size() + stream)
          .add(block(entry, outcome.start(task), outcome.finish(task)));
    }
    List<Timeline.Track> result = new ArrayList<>();
    for (int i = 0; i < tracks.size(); i++) {
      if (!tracks.get(i).isEmpty()) {
        result.add(
            new Timeline.Track(i / STREAMS.size(), STREAMS.get(i % STREAMS.size()), tracks.get(i)));
      }
    }
    return new Timeline(result, memory(), arrows(iteration, graph, outcome));
  }

  private static Timeline.Block block(TaskLog.Entry entry, long start, long end) {
    if (entry instanceof TaskLog.Computation computation) {
      long whole = Math.round(computation.segment().seconds() * TICK);
      List<Span> spans = computation.segment().spans();
      if (computation.pieces() == 1) {
        return new Timeline.Block(entry.name(), start, end, whole, spans);
      }
      long from = whole * computation.piece() / computation.pieces();
      long to = whole * (computation.piece() + 1) / computation.pieces();
      return new Timeline.Block(entry.name(), start, end, to - from, cut(spans, from, to));
    }
    return new Timeline.Block(entry.name(), start, end, end - start, List.of());
  }

  /** The part of a segment's spans that lies between two times, counted from the first of them. */
  private static List<Span> cut(List<Span> spans, long from, long to) {
    return spans.stream()
        .filter(span -> span.start() < to && span.end() > from)
        .map(
            span ->
                new Span(
                    span.name(),
                    span.stream(),
                    Math.max(span.start(), from) - from,
                    Math.min(span.end(), to) - from))
        .toList();
  }

  private static int stream(StageTasks tasks, int stream) {
    if (stream == tasks.compute) {
      return 0;
    } else if (stream == tasks.send) {
      return 1;
    }
    if (stream == tasks.receive) {
      return 2;
    }
    return stream == tasks.data ? 3 : 4 + stream - tasks.meetings[0];
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

  private static List<Timeline.Arrow> arrows(
      IterationGraph iteration, TaskGraph graph, Outcome outcome) {
    Transfers transfers = iteration.transfers();
    List<Timeline.Arrow> arrows = new ArrayList<>(transfers.count());
    for (int i = 0; i < transfers.count(); i++) {
      int from = transfers.transfer(i);
      if (outcome.finish(from) > outcome.start(from)) {
        arrows.add(
            new Timeline.Arrow(
                place(iteration, graph, outcome, from),
                place(iteration, graph, outcome, transfers.receiver(i))));
      }
    }
    return arrows;
  }

  private static Timeline.Place place(
      IterationGraph iteration, TaskGraph graph, Outcome outcome, int task) {
    int stage = iteration.log().entry(task).stage();
    int stream = stream(iteration.tasksOf(stage), graph.stream(task));
    return new Timeline.Place(stage, STREAMS.get(stream), outcome.start(task));
  }
}
