package io.millrace.simulator.range;

import io.millrace.model.parameter.Parameter;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** Draws all parameters and what the model leaves out, and takes the central 80 % of the times. */
final class Sampled implements RangeMethod {
  private static final String GENERATOR = "L64X128MixRandom";

  private final int samples;
  private final long seed;

  Sampled(int samples, long seed) {
    if (samples < 10) {
      throw new IllegalArgumentException("a range needs ten samples or more: " + samples);
    }
    this.samples = samples;
    this.seed = seed;
  }

  @Override
  public Range of(Response response) {
    double here = response.seconds(List.of());
    double[] ratios =
        IntStream.range(0, samples)
            .parallel()
            .mapToDouble(sample -> draw(response, sample) / here)
            .toArray();
    Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
    percentile.setData(ratios);
    return new Range(
        Math.min(1, percentile.evaluate(10)), Math.max(1, percentile.evaluate(90)), List.of());
  }

  /** Each sample has a generator of its own, so that their order does not matter. */
  private double draw(Response response, int sample) {
    RandomGenerator random =
        RandomGeneratorFactory.of(GENERATOR).create(seed * 1_000_003L + sample);
    List<Parameter> drawn =
        response.parameters().stream().map(it -> it.moved(random.nextGaussian())).toList();
    double structure = Math.exp(response.structuralError() * random.nextGaussian());
    return response.seconds(drawn) * structure;
  }
}
