package io.millrace.model.workload;

/**
 * How many tokens responses have. The longest of a batch decide when it is done, so a mean does not
 * do.
 */
public sealed interface OutputLengths {

  /** Tokens of a response on average. */
  double mean();

  /** Tokens of the longest possible response. */
  int longest();

  /**
   * The length that a share of the responses does not exceed.
   *
   * @param share between 0 and 1, both excluded
   */
  double quantile(double share);

  /** Standard deviation of the length, in tokens. */
  double deviation();

  /**
   * Every response has the same length.
   *
   * @param tokens of each
   */
  record Fixed(int tokens) implements OutputLengths {
    /** Checks the length. */
    public Fixed {
      if (tokens < 1) {
        throw new IllegalArgumentException("responses have at least one token: " + tokens);
      }
    }

    @Override
    public double mean() {
      return tokens;
    }

    @Override
    public int longest() {
      return tokens;
    }

    @Override
    public double quantile(double share) {
      return tokens;
    }

    @Override
    public double deviation() {
      return 0;
    }
  }

  /**
   * The logarithm of the length is normally distributed, and what exceeds a limit is cut off there.
   * Lengths of responses are skewed to the right in all published traces; that of a chat model has
   * a standard deviation of the logarithm of about one (ShareGPT), those to one kind of question
   * less.
   *
   * @param mean tokens on average, after the cut
   * @param longest the limit
   * @param spread standard deviation of the logarithm before the cut
   * @param median tokens of the middle response before the cut
   */
  record Capped(double mean, int longest, double spread, double median) implements OutputLengths {
    /** Standard deviation of the logarithm where nothing else is known. */
    public static final double USUAL_SPREAD = 0.7;

    private static final int SAMPLES = 512;

    /** Checks the numbers. */
    public Capped {
      if (!(mean >= 1 && mean <= longest)) {
        throw new IllegalArgumentException(
            "the mean of responses of 1 to %d tokens cannot be %s".formatted(longest, mean));
      }
      if (!(spread > 0 && spread <= 4)) {
        throw new IllegalArgumentException("spread must be in (0, 4]: " + spread);
      }
    }

    /** Of a mean after the cut; the median that leads to it is found by bisection. */
    public static Capped of(double mean, int longest, double spread) {
      double low = 0;
      double high = Math.log(longest) + 6 * spread;
      for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (mean(middle, longest, spread) < mean) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return new Capped(mean, longest, spread, Math.exp(low));
    }

    private static double mean(double logMedian, int longest, double spread) {
      double sum = 0;
      for (int i = 0; i < SAMPLES; i++) {
        double deviate = NormalQuantile.of((i + 0.5) / SAMPLES);
        sum += Math.clamp(Math.exp(logMedian + spread * deviate), 1, longest);
      }
      return sum / SAMPLES;
    }

    @Override
    public double quantile(double share) {
      return Math.clamp(median * Math.exp(spread * NormalQuantile.of(share)), 1, longest);
    }

    @Override
    public double deviation() {
      double squares = 0;
      for (int i = 0; i < SAMPLES; i++) {
        double difference = quantile((i + 0.5) / SAMPLES) - mean;
        squares += difference * difference;
      }
      return Math.sqrt(squares / SAMPLES);
    }
  }
}
