package io.millrace.simulator.report;

import io.millrace.simulator.report.Timeline.Arrow;
import io.millrace.simulator.report.Timeline.Block;
import io.millrace.simulator.report.Timeline.MemoryTrack;
import io.millrace.simulator.report.Timeline.Place;
import io.millrace.simulator.report.Timeline.Track;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link Timeline} in the trace event format that Perfetto (ui.perfetto.dev) and
 * chrome://tracing open: a process for each pipeline stage, a thread for each of its streams, and
 * on it the passes with the kernels inside them. Exchanges inside passes lie on threads of their
 * own, memory is a counter, arrows lead from transfers to the passes that waited for them.
 *
 * <p>All passes are written. Of what could be shown beyond them only so much is that a viewer stays
 * fluent: kernels and arrows from both ends of the iteration, where warm-up and cool-down are, and
 * memory at a coarser grain that keeps its peaks. {@code otherData} says how much was left out.
 *
 * <p>Times are whole nanoseconds, in microseconds as the format wants them; all ends are rounded in
 * the same way, so what nests or is disjoint in the simulation is so in the file.
 */
public final class ChromeTrace {
  /** Viewers stay fluent up to some hundreds of thousands of events. */
  static final int USUAL_EVENTS = 300_000;

  private final Timeline timeline;
  private final List<Details> details = new ArrayList<>();
  private final Map<Integer, Map<Lane, Integer>> threads = new LinkedHashMap<>();
  private final List<Arrow> arrows;
  private final List<MemoryTrack> memory = new ArrayList<>();

  private ChromeTrace(Timeline timeline, int events) {
    this.timeline = timeline;
    int blocks = timeline.tracks().stream().mapToInt(track -> track.blocks().size()).sum();
    int budget = Math.max(0, events - blocks);
    this.arrows = ends(timeline.arrows(), budget / 4 / 2);
    int stages = Math.max(1, timeline.memory().size());
    timeline.memory().forEach(track -> memory.add(thinned(track, budget / 4 / stages)));
    int rest = budget - 2 * arrows.size() - memory.stream().mapToInt(it -> it.times().length).sum();
    int tracksLeft = timeline.tracks().size();
    for (Track track : timeline.tracks()) {
      Details chosen = Details.fromBothEnds(track, Math.max(0, rest) / tracksLeft--);
      rest -= chosen.shown();
      details.add(chosen);
    }
    nameThreads();
  }

  /**
   * Writes a timeline. The same timeline gives the same text.
   *
   * @param title what the trace is of
   * @param out gets the JSON; is flushed but not closed
   * @throws IOException if {@code out} fails
   */
  public static void write(Timeline timeline, String title, Writer out) throws IOException {
    write(timeline, title, out, USUAL_EVENTS);
  }

  /** Writes all passes and about as much more as makes up a number of events. */
  static void write(Timeline timeline, String title, Writer out, int events) throws IOException {
    ChromeTrace trace = new ChromeTrace(timeline, events);
    TraceEvents.write(out, trace.otherData(title), trace::writeEvents);
  }

  /** The first and the last elements of a list, {@code count} in all. */
  private static <T> List<T> ends(List<T> all, int count) {
    if (all.size() <= count) {
      return all;
    }
    List<T> ends = new ArrayList<>(all.subList(0, count - count / 2));
    ends.addAll(all.subList(all.size() - count / 2, all.size()));
    return ends;
  }

  /** At most so many steps, each as high as the highest of those it stands for. */
  private static MemoryTrack thinned(MemoryTrack track, int count) {
    int steps = track.times().length;
    if (steps <= count) {
      return track;
    }
    int kept = Math.max(1, count);
    long[] times = new long[kept];
    long[] bytes = new long[kept];
    for (int i = 0; i < kept; i++) {
      int from = (int) ((long) i * steps / kept);
      int to = (int) ((i + 1L) * steps / kept);
      times[i] = track.times()[from];
      for (int step = from; step < to; step++) {
        bytes[i] = Math.max(bytes[i], track.bytes()[step]);
      }
    }
    return new MemoryTrack(track.stage(), times, bytes);
  }

  /**
   * A thread of a stage's process.
   *
   * @param track the stream of the track
   * @param stream the same, or a stream on which something inside the track's blocks runs
   */
  private record Lane(String track, String stream) {}

  /** Numbers the threads of each stage: a stream, below it the exchanges of its passes. */
  private void nameThreads() {
    for (Details chosen : details) {
      Track track = chosen.track();
      Map<Lane, Integer> ofStage =
          threads.computeIfAbsent(track.stage(), stage -> new LinkedHashMap<>());
      ofStage.computeIfAbsent(new Lane(track.stream(), track.stream()), lane -> ofStage.size() + 1);
      for (String stream : chosen.otherStreams()) {
        ofStage.computeIfAbsent(new Lane(track.stream(), stream), lane -> ofStage.size() + 1);
      }
    }
  }

  private int thread(int stage, String track, String stream) {
    return threads.getOrDefault(stage, Map.of()).getOrDefault(new Lane(track, stream), 0);
  }

  private Map<String, Object> otherData(String title) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("title", title);
    data.put("kernelsLeftOut", details.stream().mapToLong(Details::leftOut).sum());
    data.put("arrowsLeftOut", timeline.arrows().size() - arrows.size());
    data.put("memoryStepsLeftOut", steps(timeline.memory()) - steps(memory));
    return data;
  }

  private static int steps(List<MemoryTrack> tracks) {
    return tracks.stream().mapToInt(track -> track.times().length).sum();
  }

  private void writeEvents(TraceEvents events) {
    threads.forEach(
        (stage, lanes) -> {
          events.process(stage, "stage " + stage);
          lanes.forEach((lane, thread) -> events.thread(stage, thread, lane.stream()));
        });
    details.forEach(chosen -> writeTrack(events, chosen));
    memory.forEach(
        track -> {
          for (int i = 0; i < track.times().length; i++) {
            events.memory(track.stage(), track.times()[i], track.bytes()[i]);
          }
        });
    for (int i = 0; i < arrows.size(); i++) {
      Place from = arrows.get(i).from();
      Place to = arrows.get(i).to();
      events.arrowStart(i, from, thread(from.stage(), from.stream(), from.stream()));
      events.arrowEnd(i, to, thread(to.stage(), to.stream(), to.stream()));
    }
  }

  private void writeTrack(TraceEvents events, Details chosen) {
    Track track = chosen.track();
    int own = thread(track.stage(), track.stream(), track.stream());
    for (int i = 0; i < track.blocks().size(); i++) {
      Block block = track.blocks().get(i);
      events.complete(track.stage(), own, block.name(), block.start(), block.end());
      if (!chosen.shows(i)) {
        continue;
      }
      for (Span span : block.details()) {
        int thread = thread(track.stage(), track.stream(), span.stream());
        events.complete(
            track.stage(), thread, span.name(), at(block, span.start()), at(block, span.end()));
      }
    }
  }

  /** When something inside a block happens: contention stretches all of it alike. */
  private static long at(Block block, long time) {
    double share = block.alone() == 0 ? 0 : Math.clamp(time / (double) block.alone(), 0.0, 1.0);
    return block.start() + Math.round(share * (block.end() - block.start()));
  }
}
