package io.millrace.scenarios.query.chart;

import io.millrace.scenarios.query.Effects;
import io.millrace.scenarios.svg.SvgElement;
import io.millrace.scenarios.text.EffectsText;
import io.millrace.scenarios.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A bar for each axis and each pair of axes, the largest share of the variance on top. */
public final class EffectsChart {
  private static final double ROW = 24;
  private static final double BARS = 420;
  private static final double LABELS = 70;
  private static final int MOST_BARS = 24;
  private static final int LONGEST_LABEL = 52;

  private static final String ALONE = "#0072b2";
  private static final String TOGETHER = "#e69f00";
  private static final String REST = "#7d7d7d";

  private final Effects effects;

  private EffectsChart(Effects effects) {
    this.effects = effects;
  }

  private record Bar(String label, double share, String colour) {}

  /** The picture as text. */
  public static String of(Effects effects) {
    return new EffectsChart(effects).picture().write();
  }

  private List<Bar> bars() {
    List<Bar> all = new ArrayList<>();
    effects.axes().forEach(it -> all.add(new Bar(it.name(), it.share(), ALONE)));
    effects.pairs().stream()
        .filter(it -> Math.abs(it.share()) >= EffectsText.LEAST_SHARE)
        .forEach(it -> all.add(new Bar(it.one() + " × " + it.other(), it.share(), TOGETHER)));
    List<Bar> bars =
        new ArrayList<>(
            all.stream()
                .sorted(Comparator.comparingDouble(it -> -it.share()))
                .limit(MOST_BARS)
                .toList());
    double shown = bars.stream().mapToDouble(Bar::share).sum();
    bars.add(new Bar("the rest", 1 - shown, REST));
    return bars;
  }

  private SvgElement picture() {
    List<Bar> bars = bars();
    int longest =
        bars.stream().mapToInt(it -> Math.min(it.label().length(), LONGEST_LABEL)).max().orElse(0);
    double from = Page.LEFT + longest * Page.LETTER + 10;
    double most = bars.stream().mapToDouble(Bar::share).max().orElse(1);
    double height = Page.TOP + bars.size() * ROW + 40;
    SvgElement picture =
        Page.of(
            from + BARS + LABELS,
            height,
            "What " + effects.figure() + " hangs on",
            EffectsText.head(effects).getFirst(),
            "Bars of the shares of variance; the largest is %s with %s."
                .formatted(bars.getFirst().label(), Numbers.percent(bars.getFirst().share())));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = Page.TOP + i * ROW;
      picture.add(Page.ending(from - 8, y + 16, Page.fitted(bar.label(), LONGEST_LABEL)));
      double width = Math.max(0, BARS * bar.share() / most);
      picture.add(Page.rectangle(from, y + 3, width, ROW - 6).with("fill", bar.colour()));
      picture.add(Page.text(from + width + 6, y + 16, EffectsText.percent(bar.share())));
    }
    double foot = height - 14;
    double x = from;
    for (Bar key :
        List.of(new Bar("an axis alone", 0, ALONE), new Bar("two axes together", 0, TOGETHER))) {
      picture.add(Page.rectangle(x, foot - 11, 14, 14).with("fill", key.colour()));
      picture.add(Page.text(x + 20, foot, key.label()).with("class", "faint"));
      x += 34 + key.label().length() * Page.LETTER;
    }
    return picture.add(
        Page.line(from, Page.TOP, from, Page.TOP + bars.size() * ROW).with("class", "frame"));
  }
}
