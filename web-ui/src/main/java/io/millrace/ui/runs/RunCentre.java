package io.millrace.ui.runs;

import static java.lang.System.Logger.Level.ERROR;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.report.ProjectVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes questions, works on a few of them at a time by {@link Turns}, and keeps what becomes of
 * them. Threads may share it.
 */
public final class RunCentre implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunCentre.class.getName());
  private static final String TOOL = "millrace " + ProjectVersion.current();

  /** How long work may take to notice that the server ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Runs that are listed at a time, to people and to programs. */
  public static final int PAGE = 200;

  /** What the database has room for, in characters. */
  private static final int LONGEST_TITLE = 200;

  private final RunStore store;
  private final Map<RunKind, RunWork> work;
  private final Limits limits;
  private final Clock clock;
  private final ExecutorService threads;
  private final Turns turns = new Turns();
  private final Map<UUID, LiveRun> live = new ConcurrentHashMap<>();
  private final List<Consumer<Run>> listeners = new CopyOnWriteArrayList<>();

  /**
   * How much of the machine runs may take.
   *
   * @param atATime runs that are at work at once
   * @param waiting runs that may wait for their turn, of all people
   * @param ofOne runs that may wait or be at work, of one person
   */
  public record Limits(int atATime, int waiting, int ofOne) {

    /** The same for one person as for all. */
    public Limits(int atATime, int waiting) {
      this(atATime, waiting, atATime + waiting);
    }
  }

  /** Opens the centre; what an earlier server had not finished is marked as interrupted. */
  public RunCentre(RunStore store, Map<RunKind, RunWork> work, Limits limits, Clock clock) {
    this.store = store;
    this.work = Map.copyOf(work);
    this.limits = limits;
    this.clock = clock;
    this.threads =
        Executors.newFixedThreadPool(
            limits.atATime(), Thread.ofPlatform().daemon().name("run-", 0).factory());
    store.interrupt(clock.instant());
  }

  /**
   * Takes a question; the rest of a long title is left out.
   *
   * @throws FullQueueException if as many wait as may
   */
  public Run submit(String owner, RunKind kind, String title, String question) {
    int most = limits.atATime() + limits.waiting();
    LiveRun run;
    synchronized (live) {
      if (live.size() >= most) {
        throw new FullQueueException(limits.waiting());
      }
      if (live.values().stream().filter(it -> it.now().owner().equals(owner)).count()
          >= limits.ofOne()) {
        throw FullQueueException.ofOne(limits.ofOne());
      }
      // Databases keep microseconds.
      var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      run =
          new LiveRun(
              Run.asked(UUID.randomUUID(), owner, kind, shortened(title), question, TOOL, now),
              store);
      live.put(run.now().id(), run);
    }
    store.add(run.now());
    tell(run.now());
    turns.add(run);
    threads.execute(this::next);
    return run.now();
  }

  private static String shortened(String title) {
    return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
  }

  /** A run of somebody, with how far it is now. */
  public Optional<Run> find(String owner, UUID id) {
    return store.find(owner, id).map(this::current);
  }

  /** The runs of somebody, the latest first; those that have ended without their answers. */
  public List<Run> of(String owner, int most) {
    return store.of(owner, most).stream().map(this::current).toList();
  }

  /** Those of somebody that come after one of them in that order. */
  public List<Run> after(String owner, RunPlace last, int most) {
    return store.after(owner, last, most).stream().map(this::current).toList();
  }

  private Run current(Run kept) {
    LiveRun running = live.get(kept.id());
    return running == null ? kept : running.now();
  }

  /**
   * Ends a run of somebody; without effect if it has ended, or is another's. One that waits leaves
   * the queue at once, others work on what they have found so far.
   */
  public void cancel(String owner, UUID id) {
    LiveRun run = live.get(id);
    if (run == null || !run.now().owner().equals(owner)) {
      return;
    }
    run.cancel();
    if (turns.leave(run)) {
      work(run);
    }
  }

  /** Keeps a question whose answer is known already. */
  public Run keep(String owner, RunKind kind, String title, String question, String answer) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID id = UUID.randomUUID();
    Run run = Run.known(id, owner, kind, shortened(title), question, answer, TOOL, now);
    store.add(run);
    tell(run);
    return run;
  }

  /** Asks the question of a run again. */
  public Optional<Run> again(String owner, UUID id) {
    return find(owner, id).map(it -> submit(owner, it.kind(), it.title(), it.question()));
  }

  /** Removes a run of somebody that has ended. */
  public boolean remove(String owner, UUID id) {
    return !live.containsKey(id) && store.remove(owner, id);
  }

  /**
   * Tells somebody what becomes of all runs, on the threads that work on them.
   *
   * @return ends that
   */
  public Runnable listen(Consumer<Run> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell(Run run) {
    for (Consumer<Run> listener : listeners) {
      try {
        listener.accept(run);
      } catch (RuntimeException e) {
        LOG.log(ERROR, "a listener failed on run " + run.id(), e);
      }
    }
  }

  /** One that was cancelled in the queue leaves a turn with nothing to do. */
  private void next() {
    turns
        .take()
        .ifPresent(
            run -> {
              try {
                work(run);
              } finally {
                turns.end(run);
              }
            });
  }

  private void work(LiveRun run) {
    try {
      if (run.cancelled()) {
        run.end(RunState.CANCELLED, "cancelled before its turn", Optional.empty(), clock.instant());
        return;
      }
      tell(run.begin(clock.instant()));
      answer(run);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      if (threads.isShutdown()) {
        return; // close marks it
      }
      LOG.log(ERROR, "run " + run.now().id() + " failed", e);
      String why = "a mistake of Millrace: " + e + "; its log has more";
      run.end(RunState.FAILED, why, Optional.empty(), clock.instant());
    } finally {
      live.remove(run.now().id());
      tell(run.now());
    }
  }

  private void answer(LiveRun run) {
    RunWork worker = work.get(run.now().kind());
    if (worker == null) {
      throw new IllegalStateException("nobody works on " + run.now().kind());
    }
    try {
      String found = worker.answer(run.now().question(), watch(run));
      if (threads.isShutdown()) {
        return; // close marks it
      }
      RunState how = run.cancelled() ? RunState.CANCELLED : RunState.DONE;
      run.end(how, run.now().note(), Optional.of(found), clock.instant());
    } catch (InvalidInputException e) {
      String why = e.issues().stream().map(Issue::toString).collect(Collectors.joining("\n"));
      run.end(RunState.FAILED, why, Optional.empty(), clock.instant());
    }
  }

  private RunWork.Watch watch(LiveRun run) {
    return new RunWork.Watch() {
      @Override
      public void progress(double share, String note) {
        tell(run.advance(share, note, Optional.empty()));
      }

      @Override
      public void progress(SearchProgress search) {
        tell(run.advance(search.share(), search.note(), Optional.of(search)));
      }

      @Override
      public String owner() {
        return run.now().owner();
      }

      @Override
      public boolean cancelled() {
        return run.cancelled();
      }
    };
  }

  /** Ends; what is not finished then is interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
    live.values().forEach(LiveRun::cancel);
    try {
      var _ = threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.interrupt(clock.instant());
  }
}
