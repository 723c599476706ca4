package io.millrace.ui.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Issue;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
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

  private static final String SMALL =
      """
      version: 1
      name: %s
      cluster: {node: dgx-h100, devices: 8}
      model: llama-3.1-8b
      workload: {type: training, globalBatch: 8, sequence: 1024, precision: bf16}
      plan: {label: d1t8p1}
      """;

  @TempDir private Path home;
  private LibraryRuns runs;

  @BeforeEach
  void useALibraryOfItsOwn() throws IOException {
    Files.createDirectories(home.resolve("scenarios/library"));
    System.setProperty(ScenarioLibrary.HOME, home.toString());
  }

  @AfterEach
  void stop() {
    System.clearProperty(ScenarioLibrary.HOME);
    runs.close();
  }

  @Test
  void simulatesEachScenarioOnceForAllWhoAsk() throws IOException {
    ConcurrentLinkedQueue<String> simulated = new ConcurrentLinkedQueue<>();
    write("one", SMALL.formatted("One"));
    write("two", SMALL.formatted("Two"));
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
    write("one", SMALL.formatted("One"));
    start(Simulator.calibrated());
    LibraryRun before = finished().getFirst();

    write("one", SMALL.formatted("One").replace("globalBatch: 8", "globalBatch: 16"));
    LibraryRun after = finished().getFirst();

    assertThat(seconds(after)).isGreaterThan(seconds(before));
  }

  @Test
  void simulatesTwoAtATime() throws IOException {
    for (int i = 0; i < 6; i++) {
      write("s" + i, SMALL.formatted("S" + i));
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
    write("broken", SMALL.formatted("Broken").replace("model:", "modle:"));
    start(Simulator.calibrated());

    LibraryRun run = finished().getFirst();

    assertThat(run.readScenario()).isEmpty();
    assertThat(run.known().orElseThrow().issues())
        .extracting(Issue::path)
        .contains("modle", "model");
  }

  @Test
  void saysThatAPlanIsMissing() throws IOException {
    write("planless", SMALL.formatted("Planless").replaceAll("plan: .*", ""));
    start(Simulator.calibrated());

    assertThat(finished().getFirst().known().orElseThrow().issues())
        .extracting(Issue::path)
        .containsExactly("plan");
  }

  @Test
  void keepsAMistakeOfTheSimulatorToItsScenario() throws IOException {
    write("bad", SMALL.formatted("Bad"));
    write("good", SMALL.formatted("Good"));
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
    ScenarioLibrary library = ScenarioLibrary.open();
    runs = new LibraryRuns(library, SampleRuns.runner(simulator));
  }

  private List<LibraryRun> finished() {
    List<LibraryRun> all = runs.all();
    all.forEach(run -> run.outcome().join());
    return all;
  }

  private void write(String id, String text) throws IOException {
    Files.writeString(home.resolve("scenarios/library").resolve(id + ".yaml"), text);
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
