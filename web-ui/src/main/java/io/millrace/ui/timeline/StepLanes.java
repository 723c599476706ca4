package io.millrace.ui.timeline;

import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingRun.Activity;
import io.millrace.model.posttraining.PostTrainingRun.DeviceMemory;
import io.millrace.model.posttraining.PostTrainingRun.MemoryStep;
import io.millrace.model.posttraining.PostTrainingRun.Movement;
import io.millrace.ui.timeline.Lanes.Lane;
import io.millrace.ui.timeline.Lanes.LaneSpan;
import io.millrace.ui.timeline.Lanes.MemoryLane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Iterations of post-training: a lane for each range of devices that are busy with the same. */
final class StepLanes {
  private static final double TICKS = 1e12;

  private final PostTrainingRun run;

  private StepLanes(PostTrainingRun run) {
    this.run = run;
  }

  static Lanes of(String title, PostTrainingRun run) {
    return new StepLanes(run).lanes(title);
  }

  private Lanes lanes(String title) {
    List<Lane> lanes = new ArrayList<>();
    for (DeviceMemory range : run.memory()) {
      lanes.addAll(apart("devices " + range.devices().label(), "", true, on(range.devices())));
    }
    lanes.addAll(apart("no device", "", false, on()));
    lanes.addAll(
        apart("transfers", "", false, run.movements().stream().map(StepLanes::span).toList()));
    double end =
        Stream.concat(
                run.activities().stream().map(Activity::end),
                run.movements().stream().map(Movement::end))
            .mapToDouble(it -> it)
            .max()
            .orElse(0);
    return new Lanes(
        title, ticks(end), lanes, run.memory().stream().map(StepLanes::memory).toList(), List.of());
  }

  private List<LaneSpan> on(DeviceMesh devices) {
    return run.activities().stream()
        .filter(it -> it.mesh().filter(mesh -> mesh.contains(devices.first())).isPresent())
        .map(StepLanes::span)
        .toList();
  }

  private List<LaneSpan> on() {
    return run.activities().stream()
        .filter(it -> it.mesh().isEmpty())
        .map(StepLanes::span)
        .toList();
  }

  /** Each in the first lane that is free then, as several may go on at one time. */
  private static List<Lane> apart(String group, String name, boolean works, List<LaneSpan> spans) {
    List<List<LaneSpan>> lanes = new ArrayList<>();
    for (LaneSpan span : spans) {
      Optional<List<LaneSpan>> free =
          lanes.stream().filter(it -> it.getLast().end() <= span.start()).findFirst();
      if (free.isPresent()) {
        free.get().add(span);
      } else {
        lanes.add(new ArrayList<>(List.of(span)));
      }
    }
    List<Lane> result = new ArrayList<>();
    for (List<LaneSpan> lane : lanes) {
      result.add(new Lane(group, name, works && result.isEmpty(), lane));
    }
    return result;
  }

  private static LaneSpan span(Activity it) {
    String name =
        switch (it.kind()) {
          case CALL -> it.call();
          case OFFLOAD -> "offload before " + it.call();
          case WEIGHTS -> "weights to " + it.call();
          case LOAD -> "load for " + it.call();
        };
    SpanKind kind =
        switch (it.kind()) {
          case CALL -> call(it.call());
          case OFFLOAD -> SpanKind.OFFLOAD;
          case WEIGHTS -> SpanKind.WEIGHTS;
          case LOAD -> SpanKind.LOAD;
        };
    return span(name + " " + it.iteration(), kind, it.start(), it.end());
  }

  private static SpanKind call(String name) {
    String words = name.toLowerCase(Locale.ROOT);
    if (words.contains("generat")) {
      return SpanKind.GENERATION;
    }
    return words.contains("train") ? SpanKind.TRAINING : SpanKind.CALL;
  }

  private static LaneSpan span(Movement it) {
    String name =
        "%s for %s %d, %s to %s"
            .formatted(it.what(), it.call(), it.iteration(), it.from(), it.to());
    return span(name, SpanKind.WEIGHTS, it.start(), it.end());
  }

  private static LaneSpan span(String name, SpanKind kind, double start, double end) {
    long from = ticks(start);
    long to = Math.max(from, ticks(end));
    return new LaneSpan(name, kind, from, to, to - from, false, List.of());
  }

  private static MemoryLane memory(DeviceMemory memory) {
    return new MemoryLane(
        "devices " + memory.devices().label(),
        memory.steps().stream().mapToLong(it -> ticks(it.time())).toArray(),
        memory.steps().stream().mapToDouble(MemoryStep::bytes).toArray(),
        memory.capacity());
  }

  private static long ticks(double seconds) {
    return Math.round(seconds * TICKS);
  }
}
