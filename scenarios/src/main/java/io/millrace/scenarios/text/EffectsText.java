package io.millrace.scenarios.text;

import io.millrace.scenarios.query.Effects;
import io.millrace.scenarios.query.ParameterEffects;
import java.util.ArrayList;
import java.util.List;

/** What a figure hangs on, as a table of shares. */
public final class EffectsText {
  private static final String SIGN = "×";

  /** Pairs that explain less are counted, not listed. */
  public static final double LEAST_SHARE = 0.0005;

  private final Effects effects;

  private EffectsText(Effects effects) {
    this.effects = effects;
  }

  /** Its lines. */
  public static List<String> shares(Effects effects, Palette palette) {
    return new EffectsText(effects).shares(palette);
  }

  /** What each level does. */
  public static List<String> levels(Effects effects, Palette palette) {
    return new EffectsText(effects).levels(palette);
  }

  private List<String> shares(Palette palette) {
    List<String> lines = new ArrayList<>(head());
    Table table =
        new Table(
            List.of(
                Table.Column.words("axis"),
                Table.Column.numbers("share"),
                Table.Column.words("lowest at"),
                Table.Column.words("highest at"),
                Table.Column.numbers(effects.logarithmic() ? "factor" : "difference")));
    for (Effects.Axis it : effects.axes()) {
      Effects.LevelEffect low = it.lowest();
      Effects.LevelEffect high = it.highest();
      table.row(
          it.name(),
          percent(it.share()),
          PlaneTable.label(low.level()),
          PlaneTable.label(high.level()),
          effects.logarithmic()
              ? SIGN + Numbers.plain(high.effect() / low.effect())
              : Numbers.plain(high.effect() - low.effect()));
    }
    int small = 0;
    for (Effects.Pair it : effects.pairs()) {
      if (Math.abs(it.share()) < LEAST_SHARE) {
        small++;
      } else {
        table.row(it.one() + " × " + it.other(), percent(it.share()));
      }
    }
    table.row(
        effects.pairs().isEmpty() ? "two axes and more, and what is not asked for" : "the rest",
        percent(effects.rest()));
    lines.addAll(table.lines(palette));
    if (small > 0) {
      lines.add(palette.faint("and %d pairs with less than 0.05 %% each".formatted(small)));
    }
    effects
        .parameters()
        .ifPresent(
            it -> {
              lines.add("");
              lines.addAll(parameters(it, palette));
            });
    return lines;
  }

  /** What the draws differ in. */
  public static List<String> drawn(Effects effects, Palette palette) {
    return effects
        .parameters()
        .map(it -> new EffectsText(effects).parameters(it, palette))
        .orElse(List.of("the sweep has no draws of parameters"));
  }

  private List<String> parameters(ParameterEffects parameters, Palette palette) {
    List<String> lines = new ArrayList<>();
    Table table =
        new Table(
            List.of(
                Table.Column.words("parameter"),
                Table.Column.numbers("of the draws"),
                Table.Column.numbers(
                    effects.logarithmic() ? "factor by a deviation" : "by a deviation")));
    for (ParameterEffects.Moved it : parameters.known()) {
      table.row(
          it.parameter(),
          percent(it.share()),
          (effects.logarithmic() ? SIGN : "") + Numbers.plain(it.effect()));
    }
    lines.addAll(table.lines(palette));
    lines.add(
        palette.faint(
            "%d draws do not tell what %d other parameters do from chance; %s of the draws is left"
                .formatted(
                    parameters.draws(),
                    parameters.parameters() - parameters.known().size(),
                    percent(parameters.rest()))));
    return lines;
  }

  private List<String> levels(Palette palette) {
    List<String> lines = new ArrayList<>(head());
    Table table =
        new Table(
            List.of(
                Table.Column.words("axis"),
                Table.Column.words("level"),
                Table.Column.numbers("rows"),
                Table.Column.numbers(effects.logarithmic() ? "of the mean" : "above the mean")));
    for (Effects.Axis axis : effects.axes()) {
      for (Effects.LevelEffect it : axis.levels()) {
        table.row(
            axis.name(),
            PlaneTable.label(it.level()),
            Numbers.whole(it.rows()),
            (effects.logarithmic() ? SIGN : "") + Numbers.plain(it.effect()));
      }
    }
    lines.addAll(table.lines(palette));
    return lines;
  }

  /** What the shares are of. */
  public static List<String> head(Effects effects) {
    return new EffectsText(effects).head();
  }

  private List<String> head() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Variance of %s%s over %s rows"
            .formatted(
                effects.logarithmic() ? "the logarithm of " : "",
                effects.figure(),
                Numbers.whole(effects.rows())));
    if (!effects.grid()) {
      lines.add(
          "Combinations are missing: levels are compared by least squares, and a share below zero"
              + " makes up for another axis");
    }
    if (effects.pairs().isEmpty() && effects.axes().size() > 1) {
      lines.add("There are too few rows to tell pairs of axes from chance");
    }
    return lines;
  }

  /** A share that is not negative by rounding alone. */
  public static String percent(double share) {
    // Rounding leaves shares a little below zero, which are not to look negative.
    return Numbers.percent(Math.abs(share) < LEAST_SHARE ? 0 : share);
  }
}
