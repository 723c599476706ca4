package io.millrace.simulator.report;

import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingRun.Activity;
import io.millrace.model.posttraining.PostTrainingRun.DeviceMemory;
import io.millrace.model.posttraining.PostTrainingRun.Kind;
import io.millrace.model.posttraining.PostTrainingRun.MemoryStep;
import io.millrace.model.posttraining.PostTrainingRun.Movement;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a {@link PostTrainingRun} in the trace event format that Perfetto (ui.perfetto.dev) and
 * chrome://tracing open: a process for each range of devices, on it the calls that run there, what
 * goes before them, and memory as a counter; one more for what no device runs, and one for what
 * travels.
 */
public final class RunTrace {
  private static final double TICKS = 1e12;
  private static final int CALLS = 1;
  private static final int BEFORE = 2;

  private final PostTrainingRun run;
  private final TraceEvents events;

  private RunTrace(PostTrainingRun run, TraceEvents events) {
    this.run = run;
    this.events = events;
  }

  /**
   * Writes a run. The same run gives the same text.
   *
   * @param title what the trace is of
   * @param out gets the JSON; is flushed but not closed
   * @throws IOException if {@code out} fails
   */
  public static void write(PostTrainingRun run, String title, Writer out) throws IOException {
    TraceEvents.write(out, Map.of("title", title), events -> new RunTrace(run, events).all());
  }

  private void all() {
    int processes = run.memory().size();
    for (int process = 0; process < processes; process++) {
      DeviceMemory memory = run.memory().get(process);
      name(process, "devices " + memory.devices().label());
      activities(process, Optional.of(memory.devices()));
      for (MemoryStep step : memory.steps()) {
        events.memory(process, "memory", ticks(step.time()), Math.round(step.bytes()));
      }
    }
    name(processes, "no device");
    activities(processes, Optional.empty());
    movements(processes + 1);
  }

  private void name(int process, String name) {
    events.process(process, name);
    events.thread(process, CALLS, "calls");
    events.thread(process, BEFORE, "before calls");
  }

  private void activities(int process, Optional<DeviceMesh> devices) {
    for (Activity it : run.activities()) {
      boolean here =
          devices.isPresent()
              ? it.mesh().filter(mesh -> mesh.contains(devices.get().first())).isPresent()
              : it.mesh().isEmpty();
      if (here) {
        int thread = it.kind() == Kind.CALL ? CALLS : BEFORE;
        String name =
            switch (it.kind()) {
              case CALL -> it.call();
              case OFFLOAD -> "offload before " + it.call();
              case WEIGHTS -> "weights to " + it.call();
              case LOAD -> "load for " + it.call();
            };
        events.complete(
            process, thread, name + " " + it.iteration(), ticks(it.start()), ticks(it.end()));
      }
    }
  }

  /** Each on the first thread that is free, as several may travel at one time. */
  private void movements(int process) {
    events.process(process, "transfers");
    List<Double> free = new ArrayList<>();
    for (Movement it : run.movements()) {
      int thread = 0;
      while (thread < free.size() && free.get(thread) > it.start()) {
        thread++;
      }
      if (thread == free.size()) {
        free.add(0.0);
        events.thread(process, thread + 1, "transfers");
      }
      free.set(thread, it.end());
      events.complete(
          process,
          thread + 1,
          "%s for %s %d".formatted(it.what(), it.call(), it.iteration()),
          ticks(it.start()),
          ticks(it.end()));
    }
  }

  private static long ticks(double seconds) {
    return Math.round(seconds * TICKS);
  }
}
