package io.millrace.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.Sample;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.report.Timeline.Block;
import io.millrace.simulator.report.Timeline.MemoryTrack;
import io.millrace.simulator.report.Timeline.Track;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChromeTraceTest {

  /** Pipelines with all that there is in a trace: exchanges of every kind, overlap, cut passes. */
  static List<Sample> samples() {
    return List.of(
        Sample.llama()
            .with("plan.pipeline", 4)
            .with("plan.tensor", 2)
            .with("plan.data", 2)
            .with("plan.sequenceParallel", true)
            .with("plan.sharding", "zero1")
            .with("plan.virtualStages", 2)
            .with("plan.schedule", "interleaved")
            .with("workload.globalBatch", 16),
        Sample.gpt().with("plan.pipeline", 2).with("plan.recompute", "full"),
        Sample.mixture().with("plan.data", 8).with("plan.expert", 4).with("plan.sharding", "zero3"),
        Sample.llama().with("plan.context", 2).with("plan.tensor", 4));
  }

  private static Sample pipeline(int stages, int microBatches) {
    return ConstantCosts.prepared(Sample.llama())
        .with("plan.pipeline", stages)
        .with("workload.globalBatch", microBatches);
  }

  private static TraceFile trace(Sample sample) throws IOException {
    return trace(sample.timeline(Simulator.calibrated()), 300_000);
  }

  private static TraceFile trace(Timeline timeline, int events) throws IOException {
    StringWriter out = new StringWriter();
    ChromeTrace.write(timeline, "a test", out, events);
    return TraceFile.parse(out.toString());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsOnOneThreadNestsOrIsDisjoint(Sample sample) throws IOException {
    assertThat(trace(sample).threads())
        .allSatisfy((thread, events) -> assertThat(TraceFile.crossings(events)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void endsWithTheIteration(Sample sample) throws IOException {
    Scenario scenario = sample.scenario();
    Simulation simulation =
        Simulator.calibrated().simulate(scenario, scenario.plan().orElseThrow(), true);
    StringWriter out = new StringWriter();
    ChromeTrace.write(simulation.timeline().orElseThrow(), scenario.name(), out);

    assertThat(TraceFile.parse(out.toString()).endNanoseconds() / 1e9)
        .isCloseTo(simulation.report().iterationTime().value(), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEventIsOnAThreadWithAName(Sample sample) throws IOException {
    TraceFile trace = trace(sample);

    assertThat(trace.threadNames().keySet()).containsAll(trace.threads().keySet());
    assertThat(trace.processNames()).containsEntry(1, "stage 0");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void equalTimelinesGiveEqualText(Sample sample) throws IOException {
    StringWriter once = new StringWriter();
    StringWriter again = new StringWriter();
    ChromeTrace.write(sample.timeline(Simulator.calibrated()), "title", once);
    ChromeTrace.write(sample.timeline(Simulator.calibrated()), "title", again);

    assertThat(again.toString()).isEqualTo(once.toString());
  }

  @Test
  void kernelsLieInsideTheirPass() throws IOException {
    TraceFile trace = trace(Sample.gpt());
    List<TraceFile.Event> compute = trace.thread("stage 0", "compute");
    TraceFile.Event forward = TraceFile.named(compute, "F0");

    assertThat(compute)
        .filteredOn(event -> event.name().equals("down"))
        .filteredOn(forward::contains)
        .hasSize(8);
  }

  /** Stage {@code i} starts when {@code i} passes are done, and rests as long before its end. */
  @Test
  void bubblesLieWhereTheoryPutsThem() throws IOException {
    int stages = 4;
    double forward = 2 * ConstantCosts.FORWARD_PRODUCTS * ConstantCosts.PRODUCT;
    double backward = 2 * ConstantCosts.BACKWARD_PRODUCTS * ConstantCosts.PRODUCT;
    TraceFile trace = trace(pipeline(stages, 8).timeline(ConstantCosts.simulator(0)), 100_000);

    for (int stage = 0; stage < stages; stage++) {
      List<TraceFile.Event> passes =
          trace.thread("stage " + stage, "compute").stream()
              .filter(event -> event.name().matches("[FB]\\d+"))
              .toList();
      long first = passes.stream().mapToLong(TraceFile.Event::start).min().orElseThrow();
      long last = passes.stream().mapToLong(TraceFile.Event::end).max().orElseThrow();
      long busy = passes.stream().mapToLong(event -> event.end() - event.start()).sum();

      assertThat(first / 1e9).isCloseTo(stage * forward, within(1e-9));
      assertThat(last / 1e9)
          .isCloseTo((8 + 3) * (forward + backward) - stage * backward, within(1e-9));
      assertThat(busy / 1e9).isCloseTo(8 * (forward + backward), within(1e-9));
    }
  }

  @Test
  void arrowsLeadFromTransfersToTheStageThatWaits() throws IOException {
    TraceFile trace = trace(pipeline(2, 3).timeline(ConstantCosts.simulator(1e-4)), 100_000);

    assertThat(trace.arrows()).hasSize(6);
    assertThat(trace.arrows())
        .allSatisfy(
            arrow -> {
              assertThat(arrow.fromProcess()).isNotEqualTo(arrow.toProcess());
              assertThat(arrow.to()).isGreaterThanOrEqualTo(arrow.from() + 100_000);
            });
  }

  @Test
  void memoryIsACounterThatEndsEmpty() throws IOException {
    TraceFile trace = trace(Sample.gpt().with("plan.pipeline", 2));

    assertThat(trace.counters("stage 0")).isNotEmpty();
    assertThat(trace.counters("stage 0")).allSatisfy(level -> assertThat(level).isNotNegative());
    assertThat(trace.counters("stage 0").getLast()).isZero();
  }

  @Test
  void contentionStretchesDetailsWithTheirBlock() throws IOException {
    List<Span> details =
        List.of(new Span("a", "compute", 0, 4000), new Span("b", "link", 4000, 8000));
    Timeline timeline = timeline(List.of(new Block("F0", 10_000, 26_000, 8000, details)));
    TraceFile trace = trace(timeline, 100);

    assertThat(TraceFile.named(trace.thread("stage 0", "compute"), "a"))
        .isEqualTo(new TraceFile.Event("a", 10, 18));
    assertThat(TraceFile.named(trace.thread("stage 0", "link"), "b"))
        .isEqualTo(new TraceFile.Event("b", 18, 26));
  }

  @Test
  void passesAreAllShownAndKernelsFromBothEnds() throws IOException {
    Timeline timeline = timeline(blocks(100, 10));
    TraceFile trace = trace(timeline, 100 + 40);
    List<TraceFile.Event> compute = trace.thread("stage 0", "compute");

    assertThat(compute).filteredOn(event -> event.name().startsWith("F")).hasSize(100);
    assertThat(compute).filteredOn(event -> event.name().startsWith("kernel")).hasSize(40);
    for (int shown : new int[] {0, 1, 98, 99}) {
      TraceFile.Event block = TraceFile.named(compute, "F" + shown);
      assertThat(compute)
          .filteredOn(event -> !event.equals(block) && block.contains(event))
          .hasSize(10);
    }
    assertThat(trace.otherData("kernelsLeftOut")).isEqualTo(960);
    assertThat(trace.otherData("title")).isEqualTo("a test");
  }

  @Test
  void coarserMemoryKeepsThePeak() throws IOException {
    long[] times = new long[1000];
    long[] bytes = new long[1000];
    for (int i = 0; i < 1000; i++) {
      times[i] = 1000L * i;
      bytes[i] = i == 777 ? 5L << 30 : 1L << 30;
    }
    Timeline timeline =
        new Timeline(
            timeline(blocks(10, 0)).tracks(), List.of(new MemoryTrack(0, times, bytes)), List.of());
    TraceFile trace = trace(timeline, 10 + 400);

    assertThat(trace.counters("stage 0")).hasSizeLessThanOrEqualTo(100);
    assertThat(Collections.max(trace.counters("stage 0"))).isEqualTo(5.0);
    assertThat(trace.otherData("memoryStepsLeftOut")).isEqualTo(900);
  }

  @Test
  void anEmptyTimelineIsATrace() throws IOException {
    assertThat(trace(new Timeline(List.of(), List.of(), List.of()), 10).threads()).isEmpty();
  }

  @Test
  void leavesTheWriterOpen() throws IOException {
    StringWriter out =
        new StringWriter() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    ChromeTrace.write(timeline(blocks(1, 0)), "a \"quoted\"\ntitle", out);

    assertThat(TraceFile.parse(out.toString()).otherData("title")).isEqualTo("a \"quoted\"\ntitle");
  }

  @Test
  void aFullDiskIsReportedAsSuch() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("no space left");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> ChromeTrace.write(timeline(blocks(10_000, 1)), "title", full))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
  }

  private static Timeline timeline(List<Block> blocks) {
    return new Timeline(List.of(new Track(0, "compute", blocks)), List.of(), List.of());
  }

  private static List<Block> blocks(int count, int kernels) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Span> details = new ArrayList<>();
      for (int kernel = 0; kernel < kernels; kernel++) {
        details.add(new Span("kernel " + kernel, "compute", 1000L * kernel, 1000L * (kernel + 1)));
      }
      long length = 1000L * Math.max(2, kernels);
      blocks.add(new Block("F" + i, i * length, (i + 1) * length, length, details));
    }
    return blocks;
  }
}
