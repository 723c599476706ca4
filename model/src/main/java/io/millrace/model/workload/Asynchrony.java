package io.millrace.model.workload;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far generation may run ahead of the weights that it uses. */
public sealed interface Asynchrony {
  /** Generation waits for the last update: on-policy. */
  Asynchrony NONE = new Steps(0);

  /** Generation runs beside the training on the batch before. */
  Asynchrony ONE_STEP = new Steps(1);

  /** Generation may be eight updates behind. */
  Asynchrony EIGHT_STEP = new Steps(8);

  /** Iterations that the weights of generation may be behind. */
  int staleness();

  /** The name in files. */
  String key();

  /**
   * Whole batches: that of an iteration is begun and ended with weights of some iterations ago.
   *
   * @param staleness how many; 0: on-policy
   */
  record Steps(int staleness) implements Asynchrony {
    private static final Pattern NUMBERED = Pattern.compile("([1-9][0-9]{0,3})-step");

    /** Checks the number. */
    public Steps {
      if (staleness < 0) {
        throw new IllegalArgumentException("staleness cannot be negative: " + staleness);
      }
    }

    /** Of a name such as {@code none}, {@code one-step}, {@code eight-step} or {@code 4-step}. */
    public static Optional<Asynchrony> parse(String name) {
      Matcher numbered = NUMBERED.matcher(name);
      return switch (name) {
        case "none" -> Optional.of(NONE);
        case "one-step" -> Optional.of(ONE_STEP);
        case "eight-step" -> Optional.of(EIGHT_STEP);
        default ->
            numbered.matches()
                ? Optional.of(new Steps(Integer.parseInt(numbered.group(1))))
                : Optional.empty();
      };
    }

    @Override
    public String key() {
      return switch (staleness) {
        case 0 -> "none";
        case 1 -> "one-step";
        case 8 -> "eight-step";
        default -> staleness + "-step";
      };
    }
  }

  /**
   * Response by response: generation goes on while the trainer takes what has ended, in portions,
   * and every so many portions the weights go over (verl, docs/advance/fully_async.md; AReaL, arXiv
   * 2505.24298, section 4).
   *
   * @param threshold share of an iteration's responses that may be begun or wait when the weights
   *     go over; 0: generation begins again with each update
   * @param partialRollouts whether responses that are not complete then go on with new weights,
   *     their keys and values computed again; else all of them end first
   * @param portions in which an iteration's responses are trained on
   */
  record Streaming(double threshold, boolean partialRollouts, int portions) implements Asynchrony {
    /** The name in files. */
    public static final String KEY = "streaming";

    /**
     * The largest threshold: far more iterations ahead than anybody has published; what is larger
     * is a slip, such as a percentage.
     */
    public static final int MOST_THRESHOLD = 64;

    /** Checks the numbers. */
    public Streaming {
      if (!(threshold >= 0 && threshold <= MOST_THRESHOLD)) {
        throw new IllegalArgumentException(
            "threshold must be in [0, %d]: %s".formatted(MOST_THRESHOLD, threshold));
      }
      if (portions < 1) {
        throw new IllegalArgumentException("portions must be positive: " + portions);
      }
    }

    /** One: training on an iteration's first portions runs beside the generation of its last. */
    @Override
    public int staleness() {
      return 1;
    }

    @Override
    public String key() {
      return KEY;
    }
  }
}
