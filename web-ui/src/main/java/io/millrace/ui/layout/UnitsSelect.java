package io.millrace.ui.layout;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.WebStorage;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import io.millrace.ui.figures.Units;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The units of memory; the browser remembers what was chosen, and the page is shown again in it.
 */
final class UnitsSelect extends Select<Units> {
  private static final String KEY = "millrace.units";

  UnitsSelect() {
    setLabel("Units of memory");
    setItems(Units.values());
    setItemLabelGenerator(units -> units == Units.BINARY ? "GiB (1,024³)" : "GB (1,000³)");
    addThemeVariants(SelectVariant.LUMO_SMALL);
    setValue(Units.current());
    addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            WebStorage.setItem(KEY, change.getValue().name());
          }
          change.getValue().choose();
          UI.getCurrent().refreshCurrentRoute(false);
        });
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    super.onAttach(attached);
    WebStorage.getItem(KEY, this::remembered);
  }

  private void remembered(@Nullable String name) {
    Stream.of(Units.values()).filter(it -> it.name().equals(name)).forEach(this::setValue);
  }
}
