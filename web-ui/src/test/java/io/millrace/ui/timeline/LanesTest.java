package io.millrace.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingRun.Activity;
import io.millrace.model.posttraining.PostTrainingRun.DeviceMemory;
import io.millrace.model.posttraining.PostTrainingRun.Kind;
import io.millrace.model.posttraining.PostTrainingRun.MemoryStep;
import io.millrace.model.posttraining.PostTrainingRun.Movement;
import io.millrace.simulator.report.Timeline;
import io.millrace.simulator.report.Timeline.Arrow;
import io.millrace.simulator.report.Timeline.Block;
import io.millrace.simulator.report.Timeline.MemoryTrack;
import io.millrace.simulator.report.Timeline.Place;
import io.millrace.simulator.report.Timeline.Track;
import io.millrace.ui.timeline.Lanes.Lane;
import io.millrace.ui.timeline.Lanes.LaneArrow;
import io.millrace.ui.timeline.Lanes.LaneSpan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Timeline TWO_STAGES =
      new Timeline(
          List.of(
              new Track(
                  0,
                  "compute",
                  List.of(
                      new Block("F0", 0, 10, 8, List.of()),
                      new Block("B0", 20, 40, 20, List.of()),
                      new Block("optimizer", 40, 50, 10, List.of()))),
              new Track(0, "send forward", List.of(new Block("send F0", 10, 12, 2, List.of()))),
              new Track(1, "compute", List.of(new Block("F0", 12, 20, 8, List.of())))),
          List.of(new MemoryTrack(0, new long[] {0, 10}, new long[] {5, 7})),
          List.of(new Arrow(new Place(0, "send forward", 10), new Place(1, "compute", 12))));

  private final Lanes training = TrainingLanes.of("two stages", TWO_STAGES);

  @Test
  void ofTrainingEachStreamIsALaneAndOnlyComputingLosesByIdleTime() {
    assertThat(training.lanes())
        .extracting(Lane::group)
        .containsExactly("stage 0", "stage 0", "stage 1");
    assertThat(training.lanes()).extracting(Lane::works).containsExactly(true, false, true);
    assertThat(training.lanes().getFirst().busy()).isEqualTo(40);
    assertThat(training.end()).isEqualTo(50);
  }

  @Test
  void passesAreKnownByTheirLettersAndOthersByTheirStream() {
    assertThat(training.lanes().getFirst().spans())
        .extracting(LaneSpan::kind)
        .containsExactly(SpanKind.FORWARD, SpanKind.BACKWARD, SpanKind.UPDATE);
    assertThat(training.lanes().get(1).spans())
        .extracting(LaneSpan::kind)
        .containsExactly(SpanKind.TRANSFER);
  }

  @Test
  void arrowsLeadFromLaneToLane() {
    assertThat(training.arrows()).containsExactly(new LaneArrow(1, 10, 2, 12));
  }

  @Test
  void ofPostTrainingEachRangeOfDevicesIsALaneWithItsCalls() {
    DeviceMesh left = new DeviceMesh(0, 4);
    DeviceMesh right = new DeviceMesh(4, 4);
    PostTrainingRun run =
        new PostTrainingRun(
            3,
            1,
            List.of(
                new Activity(
                    "actorGeneration", 0, Kind.CALL, Optional.of(new DeviceMesh(0, 8)), 0, 1),
                new Activity("reward", 0, Kind.CALL, Optional.empty(), 1, 1.5),
                new Activity("actorTraining", 0, Kind.CALL, Optional.of(right), 1.5, 3)),
            List.of(
                new Movement("actorTraining", 0, "tokens", "0-3", "4-7", 1, 1, 1, 1.5),
                new Movement("actorTraining", 0, "rewards", "0-3", "4-7", 1, 1, 1.2, 1.4)),
            List.of(memory(left), memory(right)));

    Lanes lanes = StepLanes.of("a step", run);

    assertThat(lanes.lanes())
        .extracting(Lane::group)
        .containsExactly("devices 0-3", "devices 4-7", "no device", "transfers", "transfers");
    assertThat(lanes.lanes().get(1).spans())
        .extracting(LaneSpan::name)
        .containsExactly("actorGeneration 0", "actorTraining 0");
    assertThat(lanes.lanes().get(1).spans())
        .extracting(LaneSpan::kind)
        .containsExactly(SpanKind.GENERATION, SpanKind.TRAINING);
    assertThat(lanes.lanes().getFirst().busy()).isEqualTo(1_000_000_000_000L);
    assertThat(lanes.end()).isEqualTo(3_000_000_000_000L);
    assertThat(lanes.memory().getFirst().capacity()).isEqualTo(80);
  }

  private static DeviceMemory memory(DeviceMesh devices) {
    return new DeviceMemory(devices, 80, List.of(new MemoryStep(0, 10, 20, 30)));
  }
}
