package io.millrace.ui.plan;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.input.Issue;
import io.millrace.model.scenario.Objective;
import io.millrace.model.workload.TrainingPrecision;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** The numbers and choices of the workload that are most often changed, with their units. */
final class WorkloadFields extends Div {
  private static final String WORKLOAD = "workload";

  private final Map<List<String>, AbstractField<?, ?>> fields = new LinkedHashMap<>();
  private final SerializableConsumer<UnaryOperator<ScenarioText>> change;
  private boolean following;

  /** Tells what a field changes in the scenario's text. */
  WorkloadFields(SerializableConsumer<UnaryOperator<ScenarioText>> change) {
    this.change = change;
    addClassName("workload-fields");
    number("Global batch", "sequences", List.of(WORKLOAD, "globalBatch"));
    number("Sequence", "tokens", List.of(WORKLOAD, "sequence"));
    choice(
        "Precision",
        Arrays.stream(TrainingPrecision.values()).map(TrainingPrecision::key).toList(),
        List.of(WORKLOAD, "precision"));
    choice(
        "Framework",
        FrameworkCatalogue.bundled().profiles().stream().map(it -> it.id()).distinct().toList(),
        List.of(WORKLOAD, "framework"));
    choice(
        "Objective",
        Arrays.stream(Objective.values()).map(Objective::key).toList(),
        List.of("objective"));
    TextField price = new TextField("Price of a device");
    price.setPlaceholder("1.5 USD/h");
    field(price, List.of("pricePerDevice"));
    price.addValueChangeListener(
        it -> changed(List.of("pricePerDevice"), StringNode.valueOf(it.getValue())));
  }

  private void number(String label, String unit, List<String> path) {
    IntegerField field = new IntegerField(label);
    field.setMin(1);
    field.setSuffixComponent(new Span(unit));
    field(field, path);
    field.addValueChangeListener(
        it -> {
          if (it.getValue() != null) {
            changed(path, IntNode.valueOf(it.getValue()));
          }
        });
  }

  private void choice(String label, List<String> keys, List<String> path) {
    Select<String> select = new Select<>();
    select.setLabel(label);
    select.setItems(keys);
    field(select, path);
    select.addValueChangeListener(
        it -> {
          if (it.getValue() != null) {
            changed(path, StringNode.valueOf(it.getValue()));
          }
        });
  }

  private void field(AbstractField<?, ?> field, List<String> path) {
    fields.put(path, field);
    add((Component) field);
  }

  private void changed(List<String> path, JsonNode value) {
    if (!following && !(value.isString() && value.stringValue().isBlank())) {
      change.accept(text -> text.with(path, value));
    }
  }

  /** Shows what a text says, as far as it can be told, and what is wrong beside where it stands. */
  void follow(ScenarioText text, List<Issue> issues) {
    following = true;
    boolean readable = text.tree().isPresent();
    fields.forEach(
        (path, field) -> {
          ((HasEnabled) field).setEnabled(readable);
          show(field, text.at(path));
          String error =
              issues.stream()
                  .filter(it -> it.path().equals(String.join(".", path)))
                  .map(Issue::message)
                  .findFirst()
                  .orElse("");
          if (field instanceof HasValidationProperties valid) {
            valid.setErrorMessage(error);
            valid.setInvalid(!error.isEmpty());
          }
        });
    following = false;
  }

  private static void show(AbstractField<?, ?> field, JsonNode value) {
    switch (field) {
      case IntegerField number -> number.setValue(value.isInt() ? value.intValue() : null);
      case TextField words -> words.setValue(value.isString() ? value.stringValue() : "");
      case Select<?> select -> choose(select, value);
      default -> throw new IllegalStateException("no way to show a " + field.getClass());
    }
  }

  @SuppressWarnings("unchecked")
  private static void choose(Select<?> select, JsonNode value) {
    Select<String> words = (Select<String>) select;
    boolean offered =
        value.isString()
            && words.getListDataView().getItems().anyMatch(value.stringValue()::equals);
    words.setValue(offered ? value.stringValue() : null);
  }
}
