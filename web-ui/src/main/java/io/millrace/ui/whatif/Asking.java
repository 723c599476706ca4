package io.millrace.ui.whatif;

import io.millrace.model.report.SimulationReport;
import io.millrace.planner.question.ChangedInputs;
import io.millrace.planner.question.WhatIf;
import io.millrace.planner.question.WhatIfAnswer;
import io.millrace.planner.search.StopSign;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Has questions answered in steps: by formulas at once, by a search and a simulation when nothing
 * else was asked for a while. Of a question that another has followed nothing more is told.
 */
final class Asking {
  private static final System.Logger LOG = System.getLogger(Asking.class.getName());

  /** Who hears the answers, each in the page's thread. */
  interface Listener {
    /** By formulas, how it is and how it would be. */
    void known(WhatIfAnswer before, WhatIfAnswer after);

    /** The search has begun. */
    void searching();

    /** All plans were looked at. */
    void searched(WhatIfAnswer after);

    /** The best of both was simulated. */
    void simulated(Optional<SimulationReport> before, Optional<SimulationReport> after);

    /** It cannot be so. */
    void failed(String why);
  }

  private final WhatIf whatIf;
  private final Executor soon;
  private final Executor rested;
  private volatile StopSign latest = new StopSign();

  /**
   * Asks.
   *
   * @param soon works at once
   * @param rested works after the pause that shows that a slider rests
   */
  Asking(WhatIf whatIf, Executor soon, Executor rested) {
    this.whatIf = whatIf;
    this.soon = soon;
    this.rested = rested;
  }

  /** Nobody wants to know any more. */
  void stop() {
    latest.raise();
    latest = new StopSign();
  }

  /** Asks; {@code page} runs what is told in the page's thread. */
  void ask(ChangedInputs changed, Executor page, Listener listener) {
    latest.raise();
    StopSign mine = new StopSign();
    latest = mine;
    soon.execute(
        () ->
            trying(
                mine,
                page,
                listener,
                () -> {
                  WhatIfAnswer before = whatIf.known(ChangedInputs.NONE);
                  WhatIfAnswer after = whatIf.known(changed);
                  tell(mine, page, () -> listener.known(before, after));
                  rested.execute(
                      () ->
                          trying(
                              mine, page, listener, () -> search(changed, mine, page, listener)));
                }));
  }

  private void search(ChangedInputs changed, StopSign mine, Executor page, Listener listener) {
    tell(mine, page, listener::searching);
    WhatIfAnswer after = whatIf.searched(changed, mine);
    tell(mine, page, () -> listener.searched(after));
    if (mine != latest) {
      return;
    }
    Optional<SimulationReport> there =
        after.best().flatMap(it -> whatIf.simulated(changed, it.plan()));
    Optional<SimulationReport> here =
        whatIf
            .known(ChangedInputs.NONE)
            .best()
            .flatMap(it -> whatIf.simulated(ChangedInputs.NONE, it.plan()));
    tell(mine, page, () -> listener.simulated(here, there));
  }

  private void trying(StopSign mine, Executor page, Listener listener, Runnable work) {
    if (mine != latest) {
      return;
    }
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      tell(mine, page, () -> listener.failed("This cannot be: " + e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a what-if question failed", e);
      tell(mine, page, () -> listener.failed("a mistake of Millrace: " + e));
    }
  }

  private void tell(StopSign mine, Executor page, Runnable news) {
    if (mine == latest) {
      page.execute(
          () -> {
            if (mine == latest) {
              news.run();
            }
          });
    }
  }
}
