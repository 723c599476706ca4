package io.millrace.ui.figures;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import io.millrace.scenarios.text.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What each stage keeps in a device's memory against what the memory holds. Of many stages the
 * first, the fullest and the last come first; the others can be unfolded.
 */
public final class MemoryChart extends Div {
  private static final int FEW = 8;

  /** The longest bar: the capacity, or what some stage needs beyond it. */
  private final double scale;

  private final Units units = Units.current();

  /** The stages of a plan, in their order. */
  public MemoryChart(List<MemoryUse> uses) {
    scale = uses.stream().mapToDouble(it -> larger(it.total(), it.capacity())).max().orElse(1);
    addClassName("memory");
    add(new H3("Memory of a device at its fullest"), legend(uses));
    Collection<MemoryUse> telling = telling(uses);
    telling.forEach(use -> add(row(use)));
    if (telling.size() < uses.size()) {
      NativeDetails all = new NativeDetails("All " + uses.size() + " stages");
      Div rows = new Div();
      uses.forEach(use -> rows.add(row(use)));
      all.setContent(rows);
      add(all);
    }
  }

  private static Collection<MemoryUse> telling(List<MemoryUse> uses) {
    if (uses.size() <= FEW) {
      return uses;
    }
    MemoryUse fullest = uses.stream().max(Comparator.comparing(MemoryUse::total)).orElseThrow();
    Map<Integer, MemoryUse> byStage = new TreeMap<>();
    List.of(uses.getFirst(), fullest, uses.getLast()).forEach(it -> byStage.put(it.stage(), it));
    return byStage.values();
  }

  private static Component legend(List<MemoryUse> uses) {
    Set<String> names = new LinkedHashSet<>();
    uses.forEach(use -> nonEmpty(use).keySet().forEach(names::add));
    Paragraph legend = new Paragraph();
    legend.addClassName("keys");
    for (String name : names) {
      Span key = new Span(StackedBar.swatch(name), new Span(name));
      key.addClassName("key");
      legend.add(key);
    }
    return legend;
  }

  private Component row(MemoryUse use) {
    Span stage = new Span("Stage " + use.stage());
    stage.addClassName("memory-stage");
    Span total =
        new Span("%s of %s".formatted(units.text(use.total()), units.text(use.capacity())));
    total.addClassName("memory-total");
    Span parts = new Span((use.fits() ? ": " : ", does not fit: ") + inWords(use));
    parts.addClassName("for-screen-readers");
    Div row = new Div(stage, bar(use), total, parts);
    row.addClassName("memory-row");
    row.setClassName("overfull", !use.fits());
    return row;
  }

  private Component bar(MemoryUse use) {
    List<StackedBar.Part> parts = new ArrayList<>();
    nonEmpty(use)
        .forEach(
            (name, bytes) ->
                parts.add(
                    new StackedBar.Part(
                        name, bytes.count() / scale, name + ", " + units.text(bytes))));
    Div limit = new Div();
    limit.addClassName("limit");
    limit.getStyle().setWidth(Numbers.percent(use.capacity().count() / scale).replace(" ", ""));
    StackedBar bar = new StackedBar(parts);
    bar.addComponentAsFirst(limit);
    return bar;
  }

  private String inWords(MemoryUse use) {
    return nonEmpty(use).entrySet().stream()
        .map(part -> part.getKey() + " " + units.text(part.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Map<String, Bytes> nonEmpty(MemoryUse use) {
    Map<String, Bytes> parts = new LinkedHashMap<>(use.parts());
    parts.values().removeIf(Bytes.ZERO::equals);
    return parts;
  }

  private static double larger(Bytes one, Bytes other) {
    return Math.max(one.count(), other.count());
  }
}
