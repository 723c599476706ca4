package io.millrace.ui.library;

import static java.lang.System.Logger.Level.ERROR;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.ScenarioRun;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.library.LibraryEntry;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Simulates the scenarios of the library in the background, each once for all visitors. A file that
 * was edited is another scenario and is simulated when somebody next asks.
 */
public final class LibraryRuns implements AutoCloseable {

  /** Simulations that run at a time; whoever looks at the page wants the rest of the machine. */
  static final int AT_A_TIME = 2;

  private static final System.Logger LOG = System.getLogger(LibraryRuns.class.getName());

  private final ScenarioLibrary library;
  private final ScenarioRunner runner;
  private final Map<LibraryEntry, LibraryRun> runs = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().name("simulation-", 0).factory());

  /** Simulates the scenarios of a library with a runner. */
  public LibraryRuns(ScenarioLibrary library, ScenarioRunner runner) {
    this.library = library;
    this.runner = runner;
  }

  /** Every scenario as the library has it now, in its order; new ones start to be simulated. */
  List<LibraryRun> all() {
    List<LibraryEntry> entries = library.entries();
    runs.keySet().retainAll(entries);
    return entries.stream().map(entry -> runs.computeIfAbsent(entry, this::start)).toList();
  }

  private LibraryRun start(LibraryEntry entry) {
    Parsed<Scenario> scenario = guarded(entry, () -> library.read(entry));
    return new LibraryRun(
        entry,
        scenario,
        CompletableFuture.supplyAsync(
            () -> guarded(entry, () -> scenario.then(this::simulate)), threads));
  }

  private Parsed<ScenarioRun> simulate(Scenario scenario) {
    return runner.run(scenario, false);
  }

  /** A mistake of ours costs one scenario, not the page. */
  private static <T> Parsed<T> guarded(LibraryEntry entry, Supplier<Parsed<T>> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      LOG.log(ERROR, "the scenario " + entry.id() + " failed", e);
      Issue issue =
          new Issue(Issue.WHOLE, "failed: " + e, "a mistake of Millrace; its log has more");
      return new Parsed.Invalid<>(List.of(issue));
    }
  }

  /** Gives up what is not simulated yet. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
