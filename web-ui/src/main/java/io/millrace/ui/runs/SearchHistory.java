package io.millrace.ui.runs;

import io.millrace.planner.PlanningProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Follows a search: makes its figures, and remembers when the best and the bound moved. */
final class SearchHistory {
  /** As many as a small chart has room for; every second one is forgotten when there are more. */
  private static final int MOST = 200;

  private static final double NANOS_PER_SECOND = 1e9;

  private final String objective;
  private final long start;
  private final List<SearchProgress.Moment> moments = new ArrayList<>();

  /** Of a search that begins now. */
  SearchHistory(String objective, long nanos) {
    this.objective = objective;
    this.start = nanos;
  }

  /** How far it is at a time. */
  SearchProgress at(PlanningProgress now, long nanos) {
    double seconds = (nanos - start) / NANOS_PER_SECOND;
    OptionalDouble bound =
        now.bound() > 0 && Double.isFinite(now.bound())
            ? OptionalDouble.of(now.bound())
            : OptionalDouble.empty();
    OptionalDouble best =
        now.best().isPresent()
            ? OptionalDouble.of(now.best().get().value())
            : OptionalDouble.empty();
    remember(new SearchProgress.Moment(seconds, best, bound));
    return new SearchProgress(
        objective,
        now.candidates(),
        now.decided(),
        now.evaluated(),
        seconds,
        now.best().map(it -> new SearchProgress.Best(it.plan().label(), it.seconds(), it.value())),
        bound,
        moments);
  }

  private void remember(SearchProgress.Moment moment) {
    if (moment.best().isEmpty() && moment.bound().isEmpty()) {
      return;
    }
    if (moments.isEmpty() || moved(moments.getLast(), moment)) {
      moments.add(moment);
    }
    if (moments.size() > MOST) {
      for (int i = moments.size() - 2; i > 0; i -= 2) {
        moments.remove(i);
      }
    }
  }

  private static boolean moved(SearchProgress.Moment before, SearchProgress.Moment now) {
    return !before.best().equals(now.best()) || !before.bound().equals(now.bound());
  }
}
