package io.millrace.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.simulator.report.Timeline.Arrow;
import io.millrace.simulator.report.Timeline.Block;
import io.millrace.simulator.report.Timeline.Place;
import io.millrace.simulator.report.Timeline.Track;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
  private static Block block(String name, long start, long end) {
    return new Block(name, start, end, end - start, List.of());
  }

  private static List<String> names(Timeline timeline) {
    return CriticalPath.of(timeline).steps().stream()
        .map(it -> timeline.tracks().get(it.track()).blocks().get(it.block()).name())
        .toList();
  }

  @Test
  void ofTwoStagesGoesThroughTheTransferThatWasWaitedFor() {
    Track first = new Track(0, "compute", List.of(block("F0", 0, 10), block("F1", 10, 20)));
    Track sends = new Track(0, "send forward", List.of(block("send F0", 10, 13)));
    Track second = new Track(1, "compute", List.of(block("G0", 13, 30)));
    Arrow arrow = new Arrow(new Place(0, "send forward", 10), new Place(1, "compute", 13));
    Timeline timeline = new Timeline(List.of(first, sends, second), List.of(), List.of(arrow));

    assertThat(names(timeline)).containsExactly("F0", "send F0", "G0");
  }

  @Test
  void aTransferThatCameEarlyIsNotOnThePath() {
    Track first = new Track(0, "compute", List.of(block("F0", 0, 5)));
    Track sends = new Track(0, "send forward", List.of(block("send F0", 5, 6)));
    Track second = new Track(1, "compute", List.of(block("own", 0, 20), block("G0", 20, 30)));
    Arrow arrow = new Arrow(new Place(0, "send forward", 5), new Place(1, "compute", 20));
    Timeline timeline = new Timeline(List.of(first, sends, second), List.of(), List.of(arrow));

    assertThat(names(timeline)).containsExactly("own", "G0");
  }

  @Test
  void anExchangeThatEndsLastIsFollowedToWhatItsStageComputed() {
    Track compute = new Track(0, "compute", List.of(block("F", 0, 4), block("B", 4, 9)));
    Track data = new Track(0, "data", List.of(block("reduce", 9, 15)));
    Timeline timeline = new Timeline(List.of(compute, data), List.of(), List.of());

    assertThat(names(timeline)).containsExactly("F", "B", "reduce");
  }

  @Test
  void whereAllStagesMeetTheLastToComeIsFollowed() {
    Track early = new Track(0, "compute", List.of(block("F", 0, 4), block("update", 10, 13)));
    Track late = new Track(1, "compute", List.of(block("slow F", 0, 9), block("update 1", 10, 12)));
    Timeline timeline = new Timeline(List.of(early, late), List.of(), List.of());

    assertThat(names(timeline)).containsExactly("slow F", "update");
  }

  @Test
  void ofNothingIsEmpty() {
    assertThat(CriticalPath.of(new Timeline(List.of(), List.of(), List.of())).steps()).isEmpty();
  }
}
