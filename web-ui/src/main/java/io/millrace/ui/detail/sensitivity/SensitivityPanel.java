package io.millrace.ui.detail.sensitivity;

import com.vaadin.flow.component.Component;
import io.millrace.model.report.Sensitivity;
import io.millrace.model.report.Sensitivity.Bar;
import io.millrace.model.report.Sensitivity.Side;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.SensitivityQuestion;
import io.millrace.scenarios.text.Numbers;
import io.millrace.simulator.cost.Calibration;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.Tornado;
import io.millrace.ui.detail.OnDemand;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Each input a fifth less and more: what becomes of the plan, and where it no longer fits. */
final class SensitivityPanel extends PagePanel {
  private static final int DRAWS = 60;

  SensitivityPanel(Subject subject, Scenario scenario) {
    add(
        note(
            "Each input 20 % less and more, by formulas, with the plan kept. It takes some seconds."));
    OnDemand tornado = new OnDemand("Find what it hangs on");
    String key = "sensitivity " + subject.run();
    tornado.onAsk(
        () ->
            tornado.start(
                key,
                Sensitivity.class,
                progress ->
                    SensitivityQuestion.usual()
                        .with(SensitivityQuestion.usual().work(), DRAWS)
                        .of(
                            PlanningRequest.of(scenario),
                            Calibration.bundled(),
                            scenario.plan().orElseThrow(),
                            progress),
                SensitivityPanel::shown));
    tornado.recall(key, Sensitivity.class, SensitivityPanel::shown);
    add(tornado);
  }

  private static Component shown(Sensitivity sensitivity) {
    PagePanel panel = new PagePanel();
    sensitivity.bars().stream()
        .max((one, other) -> Double.compare(effect(one), effect(other)))
        .ifPresent(
            it ->
                panel.add(
                    sentence(
                        "It hangs on the %s most: 20 %% of it changes the result by %s at most."
                            .formatted(it.label(), Numbers.percent(effect(it))))));
    panel.add(new Chart(tornado(sensitivity)));
    List<String> remarks =
        sensitivity.bars().stream()
            .flatMap(
                bar ->
                    Stream.of(bar.less(), bar.more())
                        .flatMap(Optional::stream)
                        .flatMap(it -> remark(bar, it).stream()))
            .toList();
    if (!remarks.isEmpty()) {
      panel.add(list(remarks));
    }
    panel.add(
        note(
            "Four of five draws of all uncertain parameters lie between %s and %s of the result."
                .formatted(
                    Numbers.percent(sensitivity.draws().low()),
                    Numbers.percent(sensitivity.draws().high()))));
    return panel;
  }

  private static double effect(Bar bar) {
    return Stream.of(bar.less(), bar.more())
        .flatMap(Optional::stream)
        .flatMapToDouble(it -> it.kept().stream())
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  private static Tornado tornado(Sensitivity sensitivity) {
    List<Tornado.Swing> swings = new ArrayList<>();
    for (Bar bar : sensitivity.bars()) {
      swings.add(
          new Tornado.Swing(bar.label(), side(bar.less(), "less"), side(bar.more(), "more")));
    }
    return new Tornado(
        "What " + sensitivity.plan() + " hangs on",
        Axis.of("Change per token, less is better", "%"),
        0,
        swings);
  }

  /** Where the plan cannot be kept the bar ends at the middle; a remark says so. */
  private static Tornado.Side side(Optional<Side> side, String which) {
    return new Tornado.Side(
        side.map(it -> "× " + Numbers.plain(it.factor())).orElse(which),
        side.map(it -> 100 * it.kept().orElse(0)).orElse(0.0));
  }

  private static Optional<String> remark(Bar bar, Side side) {
    String times = "%s × %s".formatted(bar.label(), Numbers.plain(side.factor()));
    return side.kept().isEmpty()
        ? Optional.of(times + ": the plan no longer fits")
        : Optional.empty();
  }
}
