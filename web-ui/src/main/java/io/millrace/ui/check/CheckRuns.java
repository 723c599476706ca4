package io.millrace.ui.check;

import static java.lang.System.Logger.Level.ERROR;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.MeasurementCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Predicts measured cases in the background, a few at a time, once for all visitors. What is done
 * can be seen before the rest is.
 */
public final class CheckRuns implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CheckRuns.class.getName());

  /** Cases that are predicted together, and then appear together. */
  private static final int TOGETHER = 8;

  private final Supplier<List<MeasuredCase>> cases;
  private final MeasurementCheck check;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile State state = new State(0, 0, new CheckResult(List.of()), Optional.empty());
  private @Nullable Thread worker;

  /**
   * How far it is.
   *
   * @param cases there are; none before it starts
   * @param done of them
   * @param result of these
   * @param failure why it goes no further, a mistake of ours
   */
  record State(int cases, int done, CheckResult result, Optional<String> failure) {
    boolean finished() {
      return failure.isPresent() || (cases > 0 && done == cases);
    }
  }

  /** Checks the cases of a supplier, which is asked once. */
  CheckRuns(Supplier<List<MeasuredCase>> cases, MeasurementCheck check) {
    this.cases = cases;
    this.check = check;
  }

  /** How far it is; whoever asks first starts it. */
  synchronized State now() {
    if (worker == null) {
      worker = Thread.ofPlatform().daemon().name("check").start(this::run);
    }
    return state;
  }

  /**
   * Tells somebody that more is done, on the thread that works.
   *
   * @return ends that
   */
  Runnable listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void run() {
    try {
      List<MeasuredCase> all = cases.get();
      List<CaseResult> results = new ArrayList<>();
      for (int from = 0; from < all.size() && !Thread.interrupted(); from += TOGETHER) {
        int to = Math.min(all.size(), from + TOGETHER);
        results.addAll(check.run(all.subList(from, to), _ -> {}).results());
        tell(new State(all.size(), to, new CheckResult(results), Optional.empty()));
      }
    } catch (RuntimeException e) {
      LOG.log(ERROR, "the check failed", e);
      State now = state;
      tell(new State(now.cases(), now.done(), now.result(), Optional.of(String.valueOf(e))));
    }
  }

  private void tell(State now) {
    state = now;
    listeners.forEach(Runnable::run);
  }

  /** Gives up the rest. */
  @Override
  public synchronized void close() {
    if (worker != null) {
      worker.interrupt();
    }
  }
}
