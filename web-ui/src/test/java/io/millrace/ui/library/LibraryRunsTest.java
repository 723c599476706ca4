package io.millrace.ui.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Issue;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryRunsTest {

  @TempDir private Path home;
  private LibraryRuns runs;

  @BeforeEach
  void useALibraryOfItsOwn() throws IOException {
    SampleRuns.useLibraryIn(home);
  }

  @AfterEach
  void stop() {
    SampleRuns.useTheBundledLibrary();
    runs.close();
  }

  @Test
  void simulatesEachScenarioOnceForAllWhoAsk() throws IOException {
    ConcurrentLinkedQueue<String> simulated = new ConcurrentLinkedQueue<>();
    SampleRuns.write(home, "one", SampleRuns.scenario("One"));
    SampleRuns.write(home, "two", SampleRuns.scenario("Two"));
    start(
        (scenario, plan, withTimeline) -> {
          simulated.add(scenario.name());
          return Simulator.calibrated().simulate(scenario, plan, withTimeline);
        });

    List<LibraryRun> first = finished();
    List<LibraryRun> second = finished();

    assertThat(second).isEqualTo(first);
    assertThat(simulated).containsExactlyInAnyOrder("One", "Two");
    assertThat(first).extracting(run -> run.simulated().isPresent()).containsOnly(true);
  }

  @Test
  void simulatesAScenarioAgainThatWasEdited() throws IOException {
    SampleRuns.write(home, "one", SampleRuns.scenario("One"));
    start(Simulator.calibrated());
    LibraryRun before = finished().getFirst();

    SampleRuns.write(
        home, "one", SampleRuns.scenario("One").replace("globalBatch: 8", "globalBatch: 16"));
    LibraryRun after = finished().getFirst();

    assertThat(seconds(after)).isGreaterThan(seconds(before));
  }

  @Test
  void simulatesTwoAtATime() throws IOException {
    for (int i = 0; i < 6; i++) {
      SampleRuns.write(home, "s" + i, SampleRuns.scenario("S" + i));
    }
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    // Each waits for a second one, so fewer than two would never end.
    CyclicBarrier pair = new CyclicBarrier(2);
    start(
        (scenario, plan, withTimeline) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          meet(pair);
          now.decrementAndGet();
          meet(pair);
          return Simulator.calibrated().simulate(scenario, plan, withTimeline);
        });

    finished();

    assertThat(most).hasValue(LibraryRuns.AT_A_TIME);
  }

  @Test
  void saysWhatIsWrongWithAScenarioThatCannotBeRead() throws IOException {
    SampleRuns.write(home, "broken", SampleRuns.scenario("Broken").replace("model:", "modle:"));
    start(Simulator.calibrated());

    LibraryRun run = finished().getFirst();

    assertThat(run.readScenario()).isEmpty();
    assertThat(run.known().orElseThrow().issues())
        .extracting(Issue::path)
        .contains("modle", "model");
  }

  @Test
  void saysThatAPlanIsMissing() throws IOException {
    SampleRuns.write(home, "planless", SampleRuns.scenario("Planless").replaceAll("plan: .*", ""));
    start(Simulator.calibrated());

    assertThat(finished().getFirst().known().orElseThrow().issues())
        .extracting(Issue::path)
        .containsExactly("plan");
  }

  @Test
  void keepsAMistakeOfTheSimulatorToItsScenario() throws IOException {
    SampleRuns.write(home, "bad", SampleRuns.scenario("Bad"));
    SampleRuns.write(home, "good", SampleRuns.scenario("Good"));
    start(
        (scenario, plan, withTimeline) -> {
          failFor("Bad", scenario);
          return Simulator.calibrated().simulate(scenario, plan, withTimeline);
        });

    List<LibraryRun> all = finished();

    assertThat(all.getFirst().known().orElseThrow().issues())
        .singleElement()
        .extracting(Issue::message)
        .asString()
        .contains("division by zero");
    assertThat(all.getLast().simulated()).isPresent();
  }

  private static void failFor(String name, Scenario scenario) {
    if (scenario.name().equals(name)) {
      throw new ArithmeticException("division by zero");
    }
  }

  private void start(Simulator simulator) {
    runs = SampleRuns.of(simulator);
  }

  private List<LibraryRun> finished() {
    List<LibraryRun> all = runs.all();
    all.forEach(run -> run.outcome().join());
    return all;
  }

  private static double seconds(LibraryRun run) {
    return run.simulated().orElseThrow().report().iterationTime().value();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
