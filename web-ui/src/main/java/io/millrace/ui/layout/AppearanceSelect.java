package io.millrace.ui.layout;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.WebStorage;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Light or dark, or as the system has it; the browser remembers what was chosen. */
final class AppearanceSelect extends Select<ColorScheme.Value> {
  private static final String KEY = "millrace.appearance";

  AppearanceSelect() {
    setLabel("Appearance");
    setItems(ColorScheme.Value.SYSTEM, ColorScheme.Value.LIGHT, ColorScheme.Value.DARK);
    setItemLabelGenerator(
        scheme -> {
          String word = scheme.name().toLowerCase(Locale.ROOT);
          return scheme == ColorScheme.Value.SYSTEM
              ? "As the system"
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        });
    addThemeVariants(SelectVariant.LUMO_SMALL);
    setValue(ColorScheme.Value.SYSTEM);
    addValueChangeListener(
        change -> {
          UI.getCurrent().getPage().setColorScheme(change.getValue());
          if (change.isFromClient()) {
            WebStorage.setItem(KEY, change.getValue().name());
          }
        });
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    super.onAttach(attached);
    WebStorage.getItem(KEY, this::remembered);
  }

  private void remembered(@Nullable String name) {
    Stream.of(ColorScheme.Value.LIGHT, ColorScheme.Value.DARK)
        .filter(scheme -> scheme.name().equals(name))
        .forEach(this::setValue);
  }
}
