package io.millrace.ui.plan;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.HardwareCatalogue;
import java.util.function.UnaryOperator;

/** The answers of a scenario that are most often changed, to be picked from the catalogues. */
final class ScenarioPickers extends Div {
  private final HardwareCatalogue hardware = HardwareCatalogue.bundled();
  private final ComboBox<String> model = new ComboBox<>("Model");
  private final ComboBox<String> node = new ComboBox<>("Node");
  private final IntegerField devices = new IntegerField("Devices");
  private final SerializableConsumer<UnaryOperator<ScenarioText>> change;
  private boolean following;

  /** Tells what picking changes in the scenario's text. */
  ScenarioPickers(SerializableConsumer<UnaryOperator<ScenarioText>> change) {
    this.change = change;
    addClassName("pickers");
    model.setItems(ArchitectureCatalogue.bundled().names());
    node.setItems(hardware.nodes().ids());
    node.setItemLabelGenerator(this::label);
    devices.setMin(1);
    devices.setMax(Cluster.MOST_DEVICES);
    model.addValueChangeListener(it -> picked(it.getValue(), name -> in -> in.withModel(name)));
    node.addValueChangeListener(it -> picked(it.getValue(), id -> in -> in.withNode(id)));
    devices.addValueChangeListener(
        it -> picked(it.getValue(), count -> in -> in.withDevices(count)));
    add(model, node, devices);
  }

  private interface Change<T> {
    UnaryOperator<ScenarioText> to(T picked);
  }

  private <T> void picked(T value, Change<T> how) {
    if (!following && value != null) {
      change.accept(how.to(value));
    }
  }

  /** Shows what a text says, as far as it can be told. */
  void follow(ScenarioText text) {
    following = true;
    model.setEnabled(text.tree().isPresent());
    node.setEnabled(text.tree().isPresent());
    devices.setEnabled(text.tree().isPresent());
    model.setValue(
        text.model()
            .flatMap(ArchitectureCatalogue.bundled()::find)
            .map(it -> it.name())
            .orElse(null));
    node.setValue(text.node().flatMap(hardware::node).map(it -> it.id()).orElse(null));
    devices.setValue(text.devices().isPresent() ? text.devices().getAsInt() : null);
    following = false;
  }

  private String label(String id) {
    return hardware
        .node(id)
        .map(it -> "%s, %d × %s".formatted(id, it.devices(), it.device().name()))
        .orElse(id);
  }
}
