package io.millrace.ui.detail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.function.SerializableFunction;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.Profiler;
import io.millrace.simulator.report.IterationProfile;

/** What an iteration is made of, found once for all pages that show something of it. */
public final class Profiled {

  private Profiled() {}

  /** Asks for it as soon as somebody looks, and shows what a panel makes of it. */
  public static OnDemand of(
      Subject subject, Scenario scenario, SerializableFunction<IterationProfile, Component> panel) {
    OnDemand question = new OnDemand("Look inside the iteration");
    question.onAsk(() -> ask(question, subject, scenario, panel));
    question.addAttachListener(_ -> ask(question, subject, scenario, panel));
    return question;
  }

  private static void ask(
      OnDemand question,
      Subject subject,
      Scenario scenario,
      SerializableFunction<IterationProfile, Component> panel) {
    question.start(
        "profile " + subject.run(),
        IterationProfile.class,
        _ -> Profiler.calibrated(scenario).profile(scenario.plan().orElseThrow()),
        panel::apply);
  }
}
