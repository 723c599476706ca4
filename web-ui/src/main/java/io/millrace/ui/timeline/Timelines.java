package io.millrace.ui.timeline;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.Question;
import io.millrace.scenarios.ScenarioRun;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.StepRun;
import io.millrace.scenarios.StepRunner;
import io.millrace.simulator.report.ChromeTrace;
import io.millrace.simulator.report.RunTrace;
import io.millrace.simulator.report.Timeline;
import io.millrace.ui.runs.ScenarioTexts;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Simulates questions again to have what ran when, which their answers do not keep: equal questions
 * give equal timelines. The last few are remembered. Threads may share it.
 */
final class Timelines {
  private static final int REMEMBERED = 4;

  private final ScenarioTexts texts = new ScenarioTexts();
  private final ScenarioRunner training = ScenarioRunner.bundled();
  private final StepRunner steps = StepRunner.bundled();

  /** One simulation at a time: it takes as much memory as it has tasks. */
  private final Semaphore turn = new Semaphore(1);

  private final Map<String, byte[]> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * The timeline of a question, as columns.
   *
   * @throws InvalidInputException if the question has none
   */
  byte[] columns(String question) {
    turn.acquireUninterruptibly();
    try {
      byte[] columns = known.get(question);
      if (columns == null) {
        columns = TimelineColumns.of(lanes(question));
        known.put(question, columns);
        if (known.size() > REMEMBERED) {
          known.remove(known.keySet().iterator().next());
        }
      }
      return columns;
    } finally {
      turn.release();
    }
  }

  /** Writes the timeline of a question for viewers of traces. */
  void writeTrace(String question, Writer out) throws IOException {
    turn.acquireUninterruptibly();
    try {
      switch (texts.question(question).orThrow()) {
        case Question.Training asked ->
            ChromeTrace.write(timeline(asked), asked.scenario().name(), out);
        case Question.PostTraining asked -> RunTrace.write(step(asked).run(), asked.name(), out);
        case Question.Streams _ -> throw none();
      }
    } finally {
      turn.release();
    }
  }

  private Lanes lanes(String question) {
    return switch (texts.question(question).orThrow()) {
      case Question.Training asked -> TrainingLanes.of(asked.name(), timeline(asked));
      case Question.PostTraining asked -> StepLanes.of(asked.name(), step(asked).run());
      case Question.Streams _ -> throw none();
    };
  }

  private Timeline timeline(Question.Training asked) {
    ScenarioRun run = training.run(asked.scenario(), true).orThrow();
    return run.timeline().orElseThrow();
  }

  private StepRun step(Question.PostTraining asked) {
    return steps.run(asked.scenario()).orThrow();
  }

  private static InvalidInputException none() {
    return new InvalidInputException(
        List.of(new Issue("workload.type", "'streams' has no timeline", "")));
  }
}
