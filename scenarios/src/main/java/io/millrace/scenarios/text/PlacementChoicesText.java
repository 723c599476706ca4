package io.millrace.scenarios.text;

import io.millrace.planner.posttraining.PostTrainingAnswer;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import io.millrace.planner.posttraining.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to choose from beside the best plan: a lead of generation or none, plans that are
 * nearly as good, and how the cluster is split.
 */
final class PlacementChoicesText {
  private static final String INDENT = "  ";

  /** A lead that gains less is not worth weights that are behind. */
  private static final double LITTLE = 0.01;

  /** A split that is slower by more is not what anybody chooses. */
  private static final double NEARLY = 0.05;

  private final PostTrainingAnswer answer;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private PlacementChoicesText(PostTrainingAnswer answer, Palette palette) {
    this.answer = answer;
    this.palette = palette;
  }

  /** Lines, with an empty one after each part; none where there is no plan. */
  static List<String> of(PostTrainingAnswer answer, Palette palette) {
    PlacementChoicesText text = new PlacementChoicesText(answer, palette);
    answer.best().ifPresent(text::lead);
    text.finalists();
    text.splits();
    return List.copyOf(text.lines);
  }

  private void lead(Planned best) {
    Optional<Planned> onPolicy = answer.onPolicy();
    if (onPolicy.isEmpty()) {
      return;
    }
    double gain = onPolicy.get().gainOf(best);
    String time = Numbers.with(onPolicy.get().seconds(), "s");
    lines.add(palette.strong("Were generation to wait for every update"));
    lines.add(
        INDENT
            + (gain < LITTLE
                ? "%s: running ahead gains nothing (%s), the synchronous plan is as good"
                    .formatted(time, Numbers.signedPercent(gain))
                : "%s: running ahead does %s more".formatted(time, Numbers.percent(gain))));
    lines.add(INDENT + palette.faint(onPolicy.get().plan().label()));
    lines.add("");
  }

  private void finalists() {
    if (answer.finalists().size() < 2) {
      return;
    }
    lines.add(palette.strong("Nearly as good, in the order in which the engine has them"));
    Table table =
        new Table(
            List.of(
                Table.Column.numbers(""),
                Table.Column.numbers("by the engine"),
                Table.Column.numbers("step time"),
                Table.Column.words("plan")));
    int place = 1;
    for (Planned finalist : answer.finalists()) {
      table.row(
          Integer.toString(place++),
          Numbers.with(finalist.simulated(), "s"),
          Numbers.with(finalist.seconds(), "s"),
          finalist.plan().label());
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add("");
  }

  /** Only where somebody may want one: generation runs ahead, or a split is nearly the best. */
  private void splits() {
    double limit =
        answer.best().map(it -> it.seconds() * (1 + NEARLY)).orElse(Double.NEGATIVE_INFINITY);
    boolean isWanted =
        answer.onPolicy().isPresent()
            || answer.splits().stream().anyMatch(it -> it.seconds() < limit);
    if (answer.splits().isEmpty() || !isWanted) {
      return;
    }
    lines.add(palette.strong("The best plan at each split of the cluster"));
    Table table =
        new Table(
            List.of(
                Table.Column.words("train : generate"),
                Table.Column.numbers("step time"),
                Table.Column.numbers("training side busy"),
                Table.Column.numbers("generating side busy"),
                Table.Column.words("bound by")));
    for (Split split : answer.splits()) {
      table.row(
          split.training() + " : " + split.generation(),
          Numbers.with(split.seconds(), "s"),
          Numbers.with(split.trainingSeconds(), "s"),
          Numbers.with(split.generationSeconds(), "s"),
          split.boundBy().key());
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add("");
  }
}
