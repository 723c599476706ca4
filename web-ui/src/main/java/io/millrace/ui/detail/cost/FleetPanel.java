package io.millrace.ui.detail.cost;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import io.millrace.model.hardware.Cluster;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.FleetAnswer;
import io.millrace.planner.question.FleetQuestion;
import io.millrace.scenarios.text.AnswerText;
import io.millrace.scenarios.text.Palette;
import io.millrace.simulator.cost.Calibration;
import io.millrace.ui.detail.OnDemand;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.Subject;
import io.millrace.ui.runs.ScenarioTexts;
import java.time.Duration;

/** Asks how many devices finish some tokens in time. */
final class FleetPanel extends PagePanel {
  private static final double BILLION = 1e9;
  private static final double SECONDS_PER_DAY = 86_400;

  /** Plans that are costed for each number of devices, and how long that may take. */
  private static final long WORK = 1_000;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Subject subject;
  private final NumberField tokens = new NumberField("Tokens, in billions");
  private final NumberField days = new NumberField("Within days");
  private final NumberField goodput = new NumberField("Goodput");
  private final IntegerField most = new IntegerField("At most devices");
  private final Select<FleetQuestion.Aim> aim = new Select<>();
  private final OnDemand fleet = new OnDemand("Find how many");

  FleetPanel(Subject subject, int devices) {
    this.subject = subject;
    tokens.setValue(300.0);
    days.setValue(30.0);
    goodput.setValue(0.9);
    goodput.setHelperText("share of the time in which training goes on");
    most.setValue(devices);
    aim.setLabel("Aim");
    aim.setItems(FleetQuestion.Aim.values());
    aim.setItemLabelGenerator(
        it ->
            switch (it) {
              case FEWEST -> "fewest devices";
              case CHEAPEST -> "fewest device hours";
            });
    aim.setValue(FleetQuestion.Aim.FEWEST);
    Div form = new Div(tokens, days, goodput, most, aim);
    form.addClassName("form");
    fleet.onAsk(this::ask);
    add(form, fleet);
  }

  private void ask() {
    boolean tokensRight = checked(tokens, Double.MAX_VALUE);
    boolean daysRight = checked(days, Double.MAX_VALUE);
    boolean goodputRight = checked(goodput, 1);
    Integer limit = most.getValue();
    boolean mostRight = limit != null && limit >= 1 && limit <= Cluster.MOST_DEVICES;
    most.setInvalid(!mostRight);
    most.setErrorMessage("must be 1 to " + Cluster.MOST_DEVICES);
    if (!(tokensRight && daysRight && goodputRight && mostRight)) {
      return;
    }
    FleetQuestion question =
        new FleetQuestion(
            tokens.getValue() * BILLION,
            days.getValue() * SECONDS_PER_DAY,
            goodput.getValue(),
            most.getValue(),
            aim.getValue(),
            WORK);
    fleet.start(
        "fleet " + subject.run() + " " + question,
        FleetAnswer.class,
        progress ->
            question.of(
                PlanningRequest.of(new ScenarioTexts().read(subject.question()).orThrow())
                    .withTimeLimit(LIMIT),
                Calibration.bundled(),
                progress),
        answer -> shown(question, answer));
  }

  private static boolean checked(NumberField field, double most) {
    Double value = field.getValue();
    boolean right = value != null && value > 0 && value <= most;
    field.setInvalid(!right);
    field.setErrorMessage(most == 1 ? "must be above 0 and at most 1" : "must be above 0");
    return right;
  }

  private static Component shown(FleetQuestion question, FleetAnswer answer) {
    Pre text = new Pre(AnswerText.of(question, answer, Palette.PLAIN));
    text.getElement().setAttribute("tabindex", "0");
    text.getElement().setAttribute("role", "region");
    text.getElement().setAttribute("aria-label", "How many devices are needed");
    return text;
  }
}
