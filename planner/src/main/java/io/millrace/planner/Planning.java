package io.millrace.planner;

import io.millrace.model.input.Assumption;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Infeasibility;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.ProjectVersion;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.search.BranchAndBound;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.SearchResult;
import io.millrace.planner.search.Setting;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.HostMemory;
import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One search from the request to the report. */
final class Planning {
  private final PlanningRequest request;
  private final Calibration calibration;
  private final Settings settings;
  private final StopSign stop = new StopSign();
  private final Map<Integer, PlanCosts> prepared = new ConcurrentHashMap<>();
  private volatile boolean cancelled;
  private volatile PlanningProgress progress = PlanningProgress.START;

  Planning(PlanningRequest request, Calibration calibration) {
    this.request = request;
    this.calibration = calibration;
    this.settings = Settings.of(request);
  }

  PlanningProgress progress() {
    return progress;
  }

  void cancel() {
    cancelled = true;
    stop.raise();
  }

  PlanningReport run() {
    long start = System.nanoTime();
    SearchResult result = search();
    show(PlanningProgress.Phase.SIMULATING, result);
    Resimulation resimulation = new Resimulation(settings, calibration);
    List<PlannedRun> plans = resimulation.ranked(result.best());
    Optional<PlannedRun> own = resimulation.own();
    Optional<Infeasibility> infeasible =
        plans.isEmpty()
            ? Optional.of(new Diagnosis(settings, calibration).of(result))
            : Optional.empty();
    PlanningReport report =
        new PlanningReport(
            request.scenario().name(),
            request.objective(),
            request.launcher().map(Launcher::key),
            summary(result, (System.nanoTime() - start) / 1e9),
            plans,
            own,
            resimulation.estimated(result.front()),
            infeasible,
            assumptions(plans),
            "millrace " + ProjectVersion.current());
    show(PlanningProgress.Phase.DONE, result);
    return report;
  }

  /** What the question does not say, and what its best plans hang on besides. */
  private List<Assumption> assumptions(List<PlannedRun> plans) {
    List<Assumption> all = new ArrayList<>(settings.assumptions());
    if (plans.stream().anyMatch(it -> it.plan().activationOffload())) {
      HostMemory.assumed(request.scenario().cluster()).ifPresent(all::add);
    }
    if (!request.reserve().equals(MemoryReserve.NONE)) {
      Bytes capacity = request.scenario().cluster().device().mainMemory().capacity();
      all.add(
          new Assumption(
              "cluster.device.memory",
              request.reserve().leaves(capacity).toString(),
              "of %s; the rest is kept free, as asked for".formatted(capacity)));
    }
    return all;
  }

  private SearchResult search() {
    Optional<Thread> timer = request.timeLimit().map(stop::raiseAfter);
    try {
      BranchAndBound search =
          new BranchAndBound(
              settings.all(),
              request.top().orElse(PlanningRequest.USUAL_TOP),
              request.work(),
              request.pareto(),
              stop,
              soFar -> show(PlanningProgress.Phase.SEARCHING, soFar));
      return (request.top().isPresent() ? search.seekingAll() : search)
          .run(request.threads(), this::costs);
    } finally {
      timer.ifPresent(Thread::interrupt);
    }
  }

  /** What is prepared for a setting is shared by all threads. */
  private PlanCosts costs(Setting setting) {
    return prepared
        .computeIfAbsent(setting.index(), _ -> PlanCosts.with(setting.scenario(), calibration))
        .forAnotherThread();
  }

  private void show(PlanningProgress.Phase phase, SearchResult result) {
    Optional<Found> best = result.best().stream().findFirst();
    progress =
        new PlanningProgress(
            phase,
            result.candidates(),
            result.counts().decided(),
            result.counts().evaluated(),
            best,
            result.bound());
  }

  private PlanningReport.Search summary(SearchResult result, double seconds) {
    Map<String, Long> pruned = new LinkedHashMap<>();
    pruned.put("memory", result.counts().memory());
    pruned.put("bound", result.counts().bound());
    pruned.put("dominated", result.counts().dominated());
    Map<String, Long> rules = new TreeMap<>(result.counts().rules());
    pruned.put("rule", rules.values().stream().mapToLong(it -> it).sum());
    return new PlanningReport.Search(
        result.candidates(),
        result.counts().evaluated(),
        result.counts().tooLarge(),
        pruned,
        rules,
        result.bound(),
        result.gap(),
        end(result),
        seconds);
  }

  private PlanningReport.End end(SearchResult result) {
    if (result.finished()) {
      return PlanningReport.End.FINISHED;
    }
    if (cancelled) {
      return PlanningReport.End.CANCELLED;
    }
    return stop.isRaised() ? PlanningReport.End.TIME : PlanningReport.End.WORK;
  }
}
