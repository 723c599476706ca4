package io.millrace.planner.question;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Explanation.Alternative;
import io.millrace.model.report.Explanation.Gain;
import io.millrace.model.report.Explanation.Part;
import io.millrace.model.report.TimePart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An explanation in a paragraph. */
record ExplainingWords(
    List<Part> parts, List<Alternative> alternatives, List<Gain> gains, Priced own) {
  private static final Set<TimePart> COMPUTING =
      Set.of(
          TimePart.MATRIX_PRODUCTS, TimePart.ATTENTION, TimePart.ELEMENT_WISE, TimePart.OPTIMIZER);

  /** Parts below this share are not worth a word. */
  private static final double LEAST = 0.01;

  String paragraph() {
    List<String> sentences = new ArrayList<>();
    sentences.add(time());
    sentences.add(
        "Its fullest stage keeps %s of %s."
            .formatted(Bytes.of(own.bytes()), Bytes.of(own.capacity())));
    forced(sentences);
    nearest(sentences);
    gains.stream()
        .findFirst()
        .ifPresent(
            it ->
                sentences.add(
                    "Most would be gained by %s: %s.".formatted(it.what(), percent(it.gain()))));
    return String.join(" ", sentences);
  }

  private String time() {
    double computing =
        parts.stream().filter(it -> COMPUTING.contains(it.what())).mapToDouble(Part::share).sum();
    List<String> rest =
        parts.stream()
            .filter(it -> !COMPUTING.contains(it.what()) && it.share() >= LEAST)
            .map(it -> it.what().label() + " " + percent(it.share()))
            .toList();
    String label = own.plan().label();
    String most = parts.isEmpty() ? "" : parts.getFirst().what().label();
    return rest.isEmpty()
        ? "%s computes in %s of its time, %s above all.".formatted(label, percent(computing), most)
        : "%s is bound by %s: it computes in %s of its time; the rest is %s."
            .formatted(label, most, percent(computing), listed(rest));
  }

  private static String listed(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }

  /** What would be better if it fitted. */
  private void forced(List<String> sentences) {
    alternatives.stream()
        .filter(it -> it.impossible().isPresent() && it.loss().orElse(0) < -LEAST)
        .min(Comparator.comparingDouble(it -> it.loss().orElse(0)))
        .ifPresent(
            it ->
                sentences.add(
                    "Memory forces a choice: %s (%s) would gain %s, but %s."
                        .formatted(
                            it.choice(),
                            it.change(),
                            percent(-it.loss().orElse(0)),
                            it.impossible().orElse(""))));
  }

  private void nearest(List<String> sentences) {
    alternatives.stream()
        .filter(it -> it.impossible().isEmpty() && it.loss().isPresent())
        .min(Comparator.comparingDouble(it -> it.loss().orElse(0)))
        .ifPresent(
            it ->
                sentences.add(
                    "The nearest alternative, %s (%s), %s."
                        .formatted(it.choice(), it.change(), compared(it.loss().orElse(0)))));
  }

  /** Formulas may see a neighbour a little ahead of what simulations rank first. */
  private static String compared(double loss) {
    if (Math.abs(loss) < 5e-4) {
      return "is as good";
    }
    return loss > 0
        ? "loses " + percent(loss)
        : "is ahead by %s by formulas, not when simulated".formatted(percent(-loss));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
