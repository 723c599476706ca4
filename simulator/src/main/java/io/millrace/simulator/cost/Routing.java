package io.millrace.simulator.cost;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How tokens are spread over experts: evenly, or with popularities that follow a power law.
 *
 * @param exponent of the power law; 0 where every expert gets the same
 */
public record Routing(double exponent) {
  /** Every expert gets the same number of tokens. */
  public static final Routing BALANCED = new Routing(0);

  private static final int DRAWS = 12;
  private static final long SEED = 7;

  /** Checks the exponent. */
  public Routing {
    if (!(exponent >= 0 && exponent < 10)) {
      throw new IllegalArgumentException("no power law has the exponent " + exponent);
    }
  }

  /**
   * Tokens of each expert of the busiest rank, the most popular expert first: the mean over draws.
   * Popularities lie between one and 0.8 times the tokens, or between 0.01 and 2 where there are
   * fewer copies than experts, and are scaled to the number of copies (AIConfigurator, collector/
   * helper.py, the function that its tables of expert layers were measured with).
   *
   * @param tokens of all ranks
   * @param topK experts of each token
   * @param experts of the layer
   * @param ranks that share the experts
   */
  public double[] busiestRank(int tokens, int topK, int experts, int ranks) {
    int own = experts / ranks;
    double copies = (double) tokens * topK;
    double[] mean = new double[own];
    if (exponent == 0) {
      Arrays.fill(mean, copies / experts);
      return mean;
    }
    SplittableRandom random = new SplittableRandom(SEED);
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] loads = busiest(popularities(random, tokens, copies, experts), own);
      for (int i = 0; i < own; i++) {
        mean[i] += loads[i] / DRAWS;
      }
    }
    return mean;
  }

  /** Share of all copies that the busiest rank gets, times the ranks: 1 where it is even. */
  public double imbalance(int tokens, int topK, int experts, int ranks) {
    double busiest = Arrays.stream(busiestRank(tokens, topK, experts, ranks)).sum();
    return busiest * ranks / ((double) tokens * topK);
  }

  private double[] popularities(SplittableRandom random, int tokens, double copies, int experts) {
    double least = copies > experts ? 1 : 0.01;
    double most = copies > experts ? Math.max(1.01, 0.8 * tokens) : 2;
    double power = 1 - exponent;
    double[] loads = new double[experts];
    for (int i = 0; i < experts; i++) {
      double uniform = random.nextDouble();
      loads[i] =
          Math.abs(power) < 1e-9
              ? least * Math.pow(most / least, uniform)
              : Math.pow(
                  (Math.pow(most, power) - Math.pow(least, power)) * uniform
                      + Math.pow(least, power),
                  1 / power);
    }
    double sum = Arrays.stream(loads).sum();
    return Arrays.stream(loads).map(it -> it * copies / sum).toArray();
  }

  private static double[] busiest(double[] loads, int own) {
    double[] most = new double[0];
    double mostSum = -1;
    for (int first = 0; first < loads.length; first += own) {
      double[] rank = Arrays.copyOfRange(loads, first, first + own);
      double sum = Arrays.stream(rank).sum();
      if (sum > mostSum) {
        mostSum = sum;
        most = rank;
      }
    }
    Arrays.sort(most);
    for (int i = 0; i < own / 2; i++) {
      double swapped = most[i];
      most[i] = most[own - 1 - i];
      most[own - 1 - i] = swapped;
    }
    return most;
  }
}
