package io.millrace.ui.compare;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.ui.plan.PlanRow;
import io.millrace.ui.runs.Run;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Picks another plan of any run. */
final class PlanAdder extends Div {
  private final ComboBox<Run> run = new ComboBox<>("Run");
  private final ComboBox<PlanRow> plan = new ComboBox<>("Plan");
  private final Button add = new Button("Add to comparison");

  /** Offers runs and what they found; tells what is picked. */
  PlanAdder(
      List<Run> runs,
      Function<Run, List<PlanRow>> found,
      SerializableConsumer<PlanReference> picked) {
    addClassName("plan-adder");
    run.setItems(runs);
    run.setItemLabelGenerator(it -> it.title() + ", " + it.submitted().toString().substring(0, 16));
    plan.setItemLabelGenerator(it -> "%d: %s%s".formatted(it.place() + 1, it.label(), mark(it)));
    run.addValueChangeListener(
        it -> {
          plan.clear();
          plan.setItems(it.getValue() == null ? List.of() : found.apply(it.getValue()));
          follow();
        });
    plan.addValueChangeListener(it -> follow());
    add.addClickListener(
        click -> picked.accept(new PlanReference(run.getValue().id(), plan.getValue().place())));
    add(run, plan, add);
    follow();
  }

  private void follow() {
    plan.setEnabled(run.getValue() != null);
    add.setEnabled(run.getValue() != null && plan.getValue() != null);
  }

  private static String mark(PlanRow row) {
    Optional<String> mark = row.mark();
    return mark.map(it -> ", " + it).orElse("");
  }
}
