package io.millrace.ui.whatif;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.RangeInput;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.text.Numbers;
import java.util.List;
import java.util.Optional;

/** A knob as a slider, with a field for what lies between its stops. */
final class Dial extends Div {
  /** As often as a browser tells where a slider is that moves. */
  private static final int TELLING_MILLIS = 80;

  private final Knob knob;
  private final double usual;
  private final List<Double> stops;
  private final RangeInput slider = new RangeInput(ValueChangeMode.TIMEOUT);
  private final NumberField exact = new NumberField();
  private final Button reset = new Button("Reset");
  private boolean following;

  /** Tells where it is turned to; nothing where it stands as usual. */
  Dial(Knob knob, Scenario scenario, SerializableConsumer<Optional<Double>> turned) {
    this.knob = knob;
    this.usual = knob.usual(scenario);
    this.stops = knob.stops(scenario);
    addClassName("dial");
    slider.setAriaLabel(knob.label());
    slider.setMin(0);
    slider.setMax(stops.size() - 1);
    slider.setStep(1.0);
    slider.setValueChangeTimeout(TELLING_MILLIS);
    slider.addValueChangeListener(
        it -> {
          int at = (int) Math.clamp(Math.round(it.getValue()), 0, stops.size() - 1);
          turn(stops.get(at), turned);
        });
    exact.setLabel(knob.label());
    exact.addValueChangeListener(
        it -> {
          if (it.getValue() != null) {
            turn(it.getValue(), turned);
          }
        });
    reset.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    reset.setAriaLabel("Reset " + knob.label());
    reset.addClickListener(it -> turn(usual, turned));
    add(exact, slider, reset);
  }

  private void turn(double value, SerializableConsumer<Optional<Double>> turned) {
    if (following) {
      return;
    }
    boolean possible = knob.takes(value);
    exact.setErrorMessage("is out of range");
    exact.setInvalid(!possible);
    if (possible) {
      show(value);
      turned.accept(value == usual ? Optional.empty() : Optional.of(value));
    }
  }

  /** Stands where it is told to. */
  void show(Optional<Double> value) {
    show(value.orElse(usual).doubleValue());
  }

  private void show(double value) {
    following = true;
    exact.setValue(value);
    int nearest = 0;
    for (int i = 1; i < stops.size(); i++) {
      if (Math.abs(stops.get(i) - value) < Math.abs(stops.get(nearest) - value)) {
        nearest = i;
      }
    }
    slider.setValue((double) nearest);
    slider.getElement().setAttribute("aria-valuetext", Numbers.plain(value));
    reset.setEnabled(value != usual);
    following = false;
  }
}
