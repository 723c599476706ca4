package io.millrace.scenarios.text;

import io.millrace.model.report.TimePart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What binds an iteration, in two sentences. */
public final class BottleneckText {
  private static final Set<TimePart> WORK =
      Set.of(
          TimePart.MATRIX_PRODUCTS,
          TimePart.ATTENTION,
          TimePart.ELEMENT_WISE,
          TimePart.RECOMPUTATION,
          TimePart.OPTIMIZER);

  private static final Set<TimePart> EXCHANGES =
      Set.of(
          TimePart.TENSOR_COMMUNICATION,
          TimePart.CONTEXT_COMMUNICATION,
          TimePart.EXPERT_COMMUNICATION,
          TimePart.DATA_COMMUNICATION,
          TimePart.PIPELINE_COMMUNICATION);

  /** Parts below this share are not worth a word. */
  private static final double LEAST = 0.001;

  private final Map<TimePart, Double> breakdown;
  private final double whole;

  private BottleneckText(Map<TimePart, Double> breakdown) {
    this.breakdown = breakdown;
    this.whole = breakdown.values().stream().mapToDouble(it -> it).sum();
  }

  /**
   * Which part is the largest, and how much of the time is exposed communication, bubble or host.
   *
   * @param breakdown seconds of the slowest stage by what they are spent on
   * @param stage that it is of, from 0
   * @param stages of the pipeline
   */
  public static String of(Map<TimePart, Double> breakdown, int stage, int stages) {
    BottleneckText text = new BottleneckText(breakdown);
    return text.whole > 0
        ? text.sentences(stages > 1 ? " of stage " + stage : "")
        : "Nothing is known of where the time goes.";
  }

  private String sentences(String where) {
    TimePart most =
        breakdown.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    List<String> waits = new ArrayList<>();
    if (share(EXCHANGES) >= LEAST) {
      TimePart longest =
          EXCHANGES.stream().max(Comparator.comparingDouble(this::seconds)).orElseThrow();
      waits.add(
          "%s for exchanges that nothing hides (%s above all)"
              .formatted(Numbers.percent(share(EXCHANGES)), longest.label()));
    }
    add(waits, TimePart.BUBBLE, "%s for other stages (pipeline bubble)");
    add(waits, TimePart.HOST_TRANSFER, "%s for copies to and from the host's memory");
    add(waits, TimePart.HOST, "%s for the host");
    return ("The largest part of an iteration%s is %s, %s. Devices compute in %s of the"
            + " time%s.")
        .formatted(
            where,
            most.label(),
            Numbers.percent(share(Set.of(most))),
            Numbers.percent(share(WORK)),
            waits.isEmpty() ? "" : " and wait " + listed(waits));
  }

  private void add(List<String> waits, TimePart part, String words) {
    double share = share(Set.of(part));
    if (share >= LEAST) {
      waits.add(words.formatted(Numbers.percent(share)));
    }
  }

  private double share(Set<TimePart> parts) {
    return parts.stream().mapToDouble(this::seconds).sum() / whole;
  }

  private double seconds(TimePart part) {
    return breakdown.getOrDefault(part, 0.0);
  }

  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
