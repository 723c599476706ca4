package io.millrace.ui.whatif;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.WhatIf;
import io.millrace.planner.question.WhatIfAnswer;
import io.millrace.scenarios.text.Numbers;
import io.millrace.simulator.cost.Calibration;
import io.millrace.ui.chart.Chart;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sliders, and what becomes of the best plan where they stand; folded until somebody opens it. */
public final class WhatIfPanel extends NativeDetails {
  private static final long REST_MILLIS = 250;
  private static final Executor FORMULAS = threads("what-if-formulas-");
  private static final Executor RESTED =
      CompletableFuture.delayedExecutor(
          REST_MILLIS, TimeUnit.MILLISECONDS, threads("what-if-search-"));

  private final Scenario scenario;
  private final WhatIf whatIf;
  private final Asking asking;
  private final SerializableConsumer<Turned> tell;
  private final Map<Knob, Dial> dials = new EnumMap<>(Knob.class);
  private final Div content = new Div();
  private final Div headline = new Div();
  private final Div pictures = new Div();
  private final Div breakdown = new Div();
  private final Paragraph stage = new Paragraph();
  private final ProgressBar progress = new ProgressBar();
  private Optional<Chart> plans = Optional.empty();
  private Turned turned;

  /**
   * About plans that are good for a scenario.
   *
   * @param start where the knobs stand at first
   * @param tell is told where they stand from then on
   */
  public WhatIfPanel(
      Scenario scenario, List<TrainingPlan> good, Turned start, SerializableConsumer<Turned> tell) {
    this(scenario, good, start, tell, FORMULAS, RESTED);
  }

  WhatIfPanel(
      Scenario scenario,
      List<TrainingPlan> good,
      Turned start,
      SerializableConsumer<Turned> tell,
      Executor soon,
      Executor rested) {
    super("What if");
    this.scenario = scenario;
    this.turned = start;
    this.tell = tell;
    whatIf = WhatIf.about(PlanningRequest.of(scenario), Calibration.bundled(), good);
    asking = new Asking(whatIf, soon, rested);
    addClassName("what-if");
    stage.addClassName("note");
    stage.getElement().setAttribute("role", "status");
    progress.setIndeterminate(true);
    progress.getElement().setAttribute("aria-label", "Looking at all plans");
    progress.setVisible(false);
    setContent(content);
    addToggleListener(
        it -> {
          if (it.isOpened()) {
            open();
          }
        });
    setOpen(!start.isNone());
  }

  private static Executor threads(String name) {
    return Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    if (isOpen()) {
      open();
    }
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    asking.stop();
  }

  /** Makes the sliders when somebody wants them. */
  void open() {
    if (!dials.isEmpty()) {
      return;
    }
    Div all = new Div();
    all.addClassName("dials");
    for (Knob knob : Knob.values()) {
      if (knob.input().isEmpty()
          || whatIf.allows(Turned.NONE.with(knob, Optional.of(1.0)).changed())) {
        Dial dial = new Dial(knob, scenario, value -> turn(turned.with(knob, value)));
        dial.show(turned.at(knob));
        dials.put(knob, dial);
        all.add(dial);
      }
    }
    content.add(all, stage, progress, headline, pictures, breakdown);
    ask();
  }

  private void turn(Turned other) {
    turned = other;
    tell.accept(other);
    ask();
  }

  private void ask() {
    UI page = UI.getCurrent();
    progress.setVisible(false);
    breakdown.addClassName("before-last");
    asking.ask(turned.changed(), news -> access(page, news), new Shown(turned));
  }

  /** Of a page that is gone nobody hears. */
  private void access(UI page, Runnable news) {
    try {
      page.access(news::run);
    } catch (UIDetachedException e) {
      asking.stop();
    }
  }

  /** Shows the answers to one question. */
  private final class Shown implements Asking.Listener {
    private final double[] tokens;
    private Optional<WhatIfAnswer> before = Optional.empty();
    private Optional<PlannedRun> first = Optional.empty();

    Shown(Turned asked) {
      tokens = new double[] {scenario.workload().tokens(), tokens(asked)};
    }

    private double tokens(Turned asked) {
      return asked.at(Knob.GLOBAL_BATCH).orElse(Knob.GLOBAL_BATCH.usual(scenario))
          * asked.at(Knob.SEQUENCE).orElse(Knob.SEQUENCE.usual(scenario));
    }

    @Override
    public void known(WhatIfAnswer here, WhatIfAnswer there) {
      before = Optional.of(here);
      first = there.best();
      stage.setText(
          there.best().isPresent()
              ? "By formulas, among %d known plans and their neighbours."
                  .formatted(there.plans().size())
              : "No known plan fits with these inputs.");
      show(there);
    }

    private void show(WhatIfAnswer there) {
      headline.removeAll();
      before
          .flatMap(WhatIfAnswer::best)
          .ifPresent(
              here -> there.best().ifPresent(it -> headline.add(Headline.of(here, it, tokens))));
      before.ifPresent(
          here ->
              plans.ifPresentOrElse(
                  it -> it.show(Pictures.plans(here, there)),
                  () -> {
                    plans = Optional.of(new Chart(Pictures.plans(here, there)));
                    plans.ifPresent(pictures::add);
                  }));
    }

    @Override
    public void searching() {
      progress.setVisible(true);
      stage.setText(stage.getText() + " Looking at all plans.");
    }

    @Override
    public void searched(WhatIfAnswer there) {
      progress.setVisible(false);
      show(there);
      double gap = there.gap().orElse(1);
      boolean same = there.best().map(PlannedRun::plan).equals(first.map(PlannedRun::plan));
      String found =
          there.best().isEmpty()
              ? "no plan fits with these inputs"
              : same ? "no plan is better" : "a better plan was found";
      stage.setText("All plans searched: %s (gap %s).".formatted(found, Numbers.percent(gap)));
    }

    @Override
    public void simulated(Optional<SimulationReport> here, Optional<SimulationReport> there) {
      there.ifPresent(
          it ->
              stage.setText(
                  stage.getText()
                      + " Simulated: "
                      + Numbers.with(it.iterationTime().value(), "s")
                      + " an iteration."));
      breakdown.removeAll();
      breakdown.removeClassName("before-last");
      if (here.isPresent() && there.isPresent()) {
        breakdown.add(new Chart(Pictures.times(here.get(), there.get())));
      }
    }

    @Override
    public void failed(String why) {
      progress.setVisible(false);
      stage.setText(why);
    }
  }
}
