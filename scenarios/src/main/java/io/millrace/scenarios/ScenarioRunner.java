package io.millrace.scenarios;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PlanFileReader;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a scenario, as a file or in the library, reads it and simulates it. */
public final class ScenarioRunner {
  private static final Pattern FILE_NAME = Pattern.compile(".*([/\\\\].*|\\.(json|yaml|yml))");

  private final ScenarioReader reader;
  private final ScenarioLibrary library;
  private final Simulator simulator;

  /** Reads with a reader, looks ids up in a library, runs with a simulator. */
  public ScenarioRunner(ScenarioReader reader, ScenarioLibrary library, Simulator simulator) {
    this.reader = reader;
    this.library = library;
    this.simulator = simulator;
  }

  /** With everything that comes with the project. */
  public static ScenarioRunner bundled() {
    return with(Simulator.calibrated());
  }

  /** With what comes with the project, run by a simulator. */
  public static ScenarioRunner with(Simulator simulator) {
    return new ScenarioRunner(ScenarioReader.bundled(), ScenarioLibrary.open(), simulator);
  }

  /**
   * Reads a scenario, which may also be the question of a plan's file.
   *
   * @param reference the path of a file, or an id of the library
   */
  public Parsed<Scenario> read(String reference) {
    Optional<Path> path = path(reference);
    if (path.isPresent() && (Files.exists(path.get()) || FILE_NAME.matcher(reference).matches())) {
      return read(path.get());
    }
    return library.read(reference);
  }

  private Parsed<Scenario> read(Path file) {
    return Document.read(file)
        .then(
            document ->
                PlanFileReader.isPlan(document)
                    ? new PlanFileReader(reader).read(document).then(ScenarioRunner::question)
                    : reader.read(document, folder(file)));
  }

  private static Parsed<Scenario> question(PlanFile plan) {
    return new Parsed.Valid<>(plan.scenario());
  }

  /**
   * Reads a plan with its question: a plan's file, or a scenario that has a plan.
   *
   * @param reference the path of a file, or an id of the library
   */
  public Parsed<PlanFile> readPlan(String reference) {
    Optional<Path> path = path(reference).filter(Files::isRegularFile);
    if (path.isPresent()
        && Document.read(path.get()) instanceof Parsed.Valid<Document> valid
        && PlanFileReader.isPlan(valid.value())) {
      return new PlanFileReader(reader).read(valid.value());
    }
    return read(reference)
        .then(
            scenario ->
                scenario
                    .plan()
                    .<Parsed<PlanFile>>map(plan -> new Parsed.Valid<>(PlanFile.of(scenario, plan)))
                    .orElseGet(ScenarioRunner::withoutPlan));
  }

  private static <T> Parsed<T> withoutPlan() {
    return new Parsed.Invalid<>(
        List.of(
            new Issue("plan", "is missing", "say how to spread the work: plan: {label: d8t4p2}")));
  }

  private static Path folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
  }

  private static Optional<Path> path(String reference) {
    try {
      return Optional.of(Path.of(reference));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a scenario and simulates it under its plan.
   *
   * @param reference the path of a file, or an id of the library
   * @param withTimeline whether to keep what ran when
   */
  public Parsed<ScenarioRun> run(String reference, boolean withTimeline) {
    return read(reference).then(scenario -> run(scenario, withTimeline));
  }

  /** Simulates a scenario under its plan; an issue if it has none or a figure is not published. */
  public Parsed<ScenarioRun> run(Scenario scenario, boolean withTimeline) {
    Optional<TrainingPlan> plan = scenario.plan();
    if (plan.isEmpty()) {
      return withoutPlan();
    }
    try {
      return new Parsed.Valid<>(
          new ScenarioRun(scenario, simulator.simulate(scenario, plan.get(), withTimeline)));
    } catch (InvalidInputException e) {
      return new Parsed.Invalid<>(e.issues());
    }
  }
}
