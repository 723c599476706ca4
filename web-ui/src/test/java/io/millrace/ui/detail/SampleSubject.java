package io.millrace.ui.detail;

import io.millrace.ui.runs.RunWork;
import io.millrace.ui.runs.SimulationWork;
import java.util.UUID;

/** A small plan of two stages, really simulated, once for all tests. */
public final class SampleSubject {
  private static final String QUESTION =
      """
      version: 1
      name: Small
      cluster: {node: dgx-a100, devices: 16}
      model: gpt-1.7b
      workload: {type: training, globalBatch: 16, sequence: 1024, precision: bf16}
      plan: {label: d4t2p2, microBatch: 1}
      """;

  private static final Subject SUBJECT =
      new Subject(
          UUID.fromString("00000000-0000-0000-0000-000000000001"),
          "Small",
          QUESTION,
          new SimulationWork().answer(QUESTION, nobody()));

  private SampleSubject() {}

  /** The run. */
  public static Subject subject() {
    return SUBJECT;
  }

  /** Its answer. */
  public static SimulationAnswer answer() {
    return SimulationAnswer.read(SUBJECT.answer()).orThrow();
  }

  /** The page of a run of another kind. */
  public static Subject other() {
    return new Subject(SUBJECT.run(), "Other", "", "{\"format\": \"step/1\"}");
  }

  private static RunWork.Watch nobody() {
    return new RunWork.Watch() {
      @Override
      public void progress(double share, String note) {}

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }
}
