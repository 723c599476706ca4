package io.millrace.simulator.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * How tokens are spread over experts: evenly, or with popularities that follow a power law.
 *
 * @param exponent of the power law; 0 where every expert gets the same
 */
public record Routing(double exponent) {
  /** Every expert gets the same number of tokens. */
  public static final Routing BALANCED = new Routing(0);

  private static final int DRAWS = 8;
  private static final long SEED = 7;

  /** Drawing takes a while, and a model has few different layers. */
  private static final Map<Layer, List<double[]>> KNOWN = new ConcurrentHashMap<>();

  private record Layer(double exponent, int tokens, int topK, int experts, int ranks) {}

  /** Checks the exponent. */
  public Routing {
    if (!(exponent >= 0 && exponent < 10)) {
      throw new IllegalArgumentException("no power law has the exponent " + exponent);
    }
  }

  /**
   * Tokens of each expert of the busiest rank, the most popular expert first, for each of some
   * draws. Popularities lie between one and 0.8 times the tokens, or between 0.01 and 2 where there
   * are fewer copies than experts, and are scaled to the number of copies (AIConfigurator,
   * collector/helper.py, the function that its tables of expert layers were measured with).
   *
   * <p>Copies are whole, and no token has two for one expert. What rounding leaves over wakes
   * experts that have none, those of the first ranks first: that is what the timings of few tokens
   * show, and what counts there, since each such expert's weights have to be read.
   *
   * @param tokens of all ranks
   * @param topK experts of each token
   * @param experts of the layer
   * @param ranks that share the experts
   */
  public List<double[]> busiestRanks(int tokens, int topK, int experts, int ranks) {
    return KNOWN
        .computeIfAbsent(
            new Layer(exponent, tokens, topK, experts, ranks),
            layer -> drawn(tokens, topK, experts, ranks))
        .stream()
        .map(double[]::clone)
        .toList();
  }

  private List<double[]> drawn(int tokens, int topK, int experts, int ranks) {
    int own = experts / ranks;
    long copies = (long) tokens * topK;
    if (exponent == 0) {
      return List.of(busiest(spread(copies, experts), own));
    }
    SplittableRandom random = new SplittableRandom(SEED);
    List<double[]> draws = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] shares = popularities(random, tokens, copies, experts);
      draws.add(busiest(whole(shares, tokens, copies), own));
    }
    return List.copyOf(draws);
  }

  /** Share of all copies that the busiest rank gets, times the ranks: 1 where it is even. */
  public double imbalance(int tokens, int topK, int experts, int ranks) {
    double busiest =
        busiestRanks(tokens, topK, experts, ranks).stream()
            .mapToDouble(loads -> Arrays.stream(loads).sum())
            .average()
            .orElseThrow();
    return busiest * ranks / ((double) tokens * topK);
  }

  /** Whole copies as even as can be, with those that have one more at equal distances. */
  private static double[] spread(long copies, int experts) {
    double[] loads = new double[experts];
    for (int i = 0; i < experts; i++) {
      loads[i] = Math.ceilDiv((i + 1) * copies, experts) - Math.ceilDiv(i * copies, experts);
    }
    return loads;
  }

  private static double[] whole(double[] shares, int tokens, long copies) {
    double[] loads = Arrays.stream(shares).map(it -> Math.min(Math.rint(it), tokens)).toArray();
    double left = copies - Arrays.stream(loads).sum();
    for (; left < 0; left++) {
      loads[most(loads)]--;
    }
    for (int i = 0; i < loads.length && left > 0; i++) {
      if (loads[i] == 0) {
        loads[i] = 1;
        left--;
      }
    }
    List<Integer> popular =
        IntStream.range(0, loads.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -shares[i]))
            .toList();
    while (left > 0) {
      for (int expert : popular) {
        if (left > 0 && loads[expert] < tokens) {
          loads[expert]++;
          left--;
        }
      }
    }
    return loads;
  }

  private static int most(double[] loads) {
    int most = 0;
    for (int i = 1; i < loads.length; i++) {
      if (loads[i] > loads[most]) {
        most = i;
      }
    }
    return most;
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
