package io.millrace.ui.timeline;

import io.millrace.simulator.report.CriticalPath;
import io.millrace.simulator.report.Timeline;
import io.millrace.simulator.report.Timeline.Arrow;
import io.millrace.simulator.report.Timeline.Block;
import io.millrace.simulator.report.Timeline.MemoryTrack;
import io.millrace.simulator.report.Timeline.Place;
import io.millrace.simulator.report.Timeline.Track;
import io.millrace.ui.timeline.Lanes.Lane;
import io.millrace.ui.timeline.Lanes.LaneArrow;
import io.millrace.ui.timeline.Lanes.LaneSpan;
import io.millrace.ui.timeline.Lanes.MemoryLane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An iteration of training: a lane for each stream of each pipeline stage. */
final class TrainingLanes {
  private static final String COMPUTE = "compute";

  private final Timeline timeline;
  private final Set<CriticalPath.Step> critical;

  private TrainingLanes(Timeline timeline) {
    this.timeline = timeline;
    this.critical = new HashSet<>(CriticalPath.of(timeline).steps());
  }

  static Lanes of(String title, Timeline timeline) {
    return new TrainingLanes(timeline).lanes(title);
  }

  private Lanes lanes(String title) {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < timeline.tracks().size(); i++) {
      Track track = timeline.tracks().get(i);
      lanes.add(
          new Lane(stage(track.stage()), track.stream(), track.stream().equals(COMPUTE), spans(i)));
    }
    long end =
        lanes.stream().flatMap(it -> it.spans().stream()).mapToLong(LaneSpan::end).max().orElse(0);
    return new Lanes(title, end, lanes, memory(), arrows());
  }

  private static String stage(int stage) {
    return "stage " + stage;
  }

  private List<LaneSpan> spans(int index) {
    Track track = timeline.tracks().get(index);
    List<LaneSpan> spans = new ArrayList<>(track.blocks().size());
    for (int i = 0; i < track.blocks().size(); i++) {
      Block block = track.blocks().get(i);
      spans.add(
          new LaneSpan(
              block.name(),
              kind(track.stream(), block.name()),
              block.start(),
              block.end(),
              block.alone(),
              critical.contains(new CriticalPath.Step(index, i)),
              block.details()));
    }
    return spans;
  }

  /** Passes are known by their letters: those of {@code PassKind}, then the micro-batch. */
  private static SpanKind kind(String stream, String name) {
    if (stream.startsWith("send")) {
      return SpanKind.TRANSFER;
    }
    if (!stream.equals(COMPUTE)) {
      return SpanKind.EXCHANGE;
    }
    if (name.length() < 2 || !Character.isDigit(name.charAt(1))) {
      return SpanKind.UPDATE;
    }
    return switch (name.charAt(0)) {
      case 'F', 'S', 'E' -> SpanKind.FORWARD;
      case 'W' -> SpanKind.WEIGHT_GRADIENT;
      default -> SpanKind.BACKWARD;
    };
  }

  private List<MemoryLane> memory() {
    return timeline.memory().stream().map(TrainingLanes::memory).toList();
  }

  private static MemoryLane memory(MemoryTrack track) {
    return new MemoryLane(
        stage(track.stage()),
        track.times(),
        Arrays.stream(track.bytes()).asDoubleStream().toArray(),
        0);
  }

  private List<LaneArrow> arrows() {
    Map<Integer, Map<String, Integer>> lanes = new HashMap<>();
    for (int i = 0; i < timeline.tracks().size(); i++) {
      Track track = timeline.tracks().get(i);
      lanes.computeIfAbsent(track.stage(), _ -> new HashMap<>()).put(track.stream(), i);
    }
    List<LaneArrow> arrows = new ArrayList<>();
    for (Arrow arrow : timeline.arrows()) {
      int from = lane(lanes, arrow.from());
      int to = lane(lanes, arrow.to());
      if (from >= 0 && to >= 0) {
        arrows.add(new LaneArrow(from, arrow.from().time(), to, arrow.to().time()));
      }
    }
    return arrows;
  }

  private static int lane(Map<Integer, Map<String, Integer>> lanes, Place place) {
    return lanes.getOrDefault(place.stage(), Map.of()).getOrDefault(place.stream(), -1);
  }
}
