package io.millrace.simulator.cost;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.simulator.cost.KernelParameters.AttentionRate;
import io.millrace.simulator.cost.KernelParameters.Decoding;
import io.millrace.simulator.cost.Operation.Attention;
import java.util.Objects;
import java.util.stream.Stream;

/** What attention costs: rows of tiles for many queries, pieces of the cache for one. */
final class AttentionCosts {
  private static final double ELEMENT = 2;

  /** Queries and keys of a tile; kernels take 64 to 192, which fits no better. */
  private static final double TILE = 64;

  /** Part of the longest row of tiles that runs when most multiprocessors have ended. */
  private static final double TAIL = 0.9;

  /** Passes over the operands of the backward kernels for each of the forward kernel's. */
  private static final double BACKWARD_PASSES = 2.5;

  /** Preparation, main loop and the conversion of the queries' gradient (2307.08691, section 3). */
  private static final int BACKWARD_KERNELS = 3;

  /** Query heads that share a tile when one query of each is asked: the engines' smallest rows. */
  private static final double GROUP = 16;

  private final DeviceRates device;
  private final KernelParameters parameters;
  private final double clock;

  AttentionCosts(DeviceRates device, KernelParameters parameters, double clock) {
    this.device = device;
    this.parameters = parameters;
    this.clock = clock;
  }

  KernelCost cost(Attention attention) {
    return attention.queries() == 1 && !attention.backward()
        ? decoding(attention)
        : context(attention);
  }

  /**
   * Each head's queries are cut into tiles; a tile walks over the keys it sees. Causal tiles differ
   * in length, so the longest ones end after the others. A tile's queries see up to a tile more
   * than the window, and half a tile more than the diagonal leaves them on average.
   */
  private KernelCost context(Attention attention) {
    AttentionRate rate = rate(attention.kernel());
    double share = rate.share(attention.backward(), attention.dropout());
    double perUnit = unitRate() * share * shape(rate, attention) / (attention.backward() ? 2.5 : 1);
    double rowTiles = Math.ceil(attention.queries() / TILE);
    double keys = Math.ceil(attention.keys() / TILE) * TILE;
    double seen = attention.visible() * keys;
    boolean windowed = attention.visible() < 0.5;
    double edge = windowed ? TILE : attention.visible() < 1 ? TILE / 2 : 0;
    double mean = Math.min(keys, seen + edge);
    double longest = windowed ? mean : keys;
    double perKey = 2 * (attention.keyDim() + attention.valueDim()) * TILE / perUnit;
    double rows = attention.batch() * attention.heads() * rowTiles;
    double filled = rows / parameters.multiprocessors();
    double engine = filled * (mean * perKey + rate.startSeconds());
    double tail = TAIL * (longest * perKey + rate.startSeconds());
    double memory = traffic(attention) / (parameters.matrix().memory() * device.bandwidth());
    int kernels = attention.backward() ? BACKWARD_KERNELS : 1;
    double exposed = Math.max(0, engine + rate.transfer() * memory - Math.max(engine, memory));
    double latency = kernels * parameters.kernelSeconds() + tail + exposed;
    return new KernelCost(latency, engine, memory, kernels);
  }

  /** Bytes that pass through the main memory, where caches hold what a tile works with. */
  static double traffic(Attention attention) {
    return (attention.backward() ? BACKWARD_PASSES : 1) * bytes(attention);
  }

  private static double bytes(Attention attention) {
    double perHead = attention.keyDim() + attention.valueDim();
    return ELEMENT
        * attention.batch()
        * perHead
        * (attention.queries() * attention.heads() + attention.keys() * attention.kvHeads());
  }

  private static double shape(AttentionRate rate, Attention attention) {
    if (attention.keyDim() <= 64) {
      return rate.narrow();
    }
    return attention.keyDim() >= 192 ? rate.wide() : 1;
  }

  /** Operations per second of one multiprocessor at its peak. */
  private double unitRate() {
    return device.peak(NumberFormat.BF16) * clock / parameters.multiprocessors();
  }

  /**
   * The heads that share keys read them once. Where sequences and heads are fewer than
   * multiprocessors, the keys are cut into pieces (flash decoding), which are added up; the older
   * kernel can do so only where several query heads share a key head, and regroups them first.
   */
  private KernelCost decoding(Attention attention) {
    Decoding rate = parameters.decoding();
    double group = attention.heads() / attention.kvHeads();
    double keys = Math.max(1, attention.keys() * attention.visible());
    boolean canSplit = rate.packSeconds() == 0 || group > 1;
    double best = Double.POSITIVE_INFINITY;
    for (int pieces = 1; pieces <= (canSplit ? 128 : 1); pieces *= 2) {
      best = Math.min(best, pieces(attention, keys, pieces));
    }
    boolean packed = group > 1 && attention.kvHeads() > 1 && attention.batch() > 1;
    double latency =
        parameters.kernelSeconds()
            + rate.sequenceSeconds() * attention.batch()
            + (packed ? rate.packSeconds() : 0);
    double memory =
        ELEMENT
            * attention.batch()
            * (keys * attention.kvHeads() + attention.heads())
            * cached(attention)
            / (rate.memory() * device.bandwidth());
    double pad = Math.ceil(group / GROUP) * GROUP;
    double flops = 2 * attention.batch() * attention.kvHeads() * pad * keys * dims(attention);
    double engine = flops / (device.peak(NumberFormat.BF16) * clock * rate.efficiency());
    double longer = Math.max(engine, memory);
    return new KernelCost(latency + Math.max(0, best - longer), engine, memory, 1);
  }

  private static double dims(Attention attention) {
    return attention.keyDim() + attention.valueDim();
  }

  /** Elements of a key and its value; a latent is both (2412.19437, section 2.1.1). */
  private static double cached(Attention attention) {
    boolean latent = attention.kvHeads() == 1 && attention.keyDim() > attention.valueDim();
    return latent ? attention.keyDim() : dims(attention);
  }

  private double pieces(Attention attention, double keys, int pieces) {
    Decoding rate = parameters.decoding();
    double group = attention.heads() / attention.kvHeads();
    double each = Math.ceil(keys / pieces / TILE) * TILE;
    double stream =
        ELEMENT
            * each
            * cached(attention)
            * parameters.multiprocessors()
            / (rate.stream() * device.bandwidth());
    double rows = Math.ceil(group / GROUP) * GROUP;
    double products = 2 * rows * each * dims(attention) / (unitRate() * rate.efficiency());
    double count = attention.batch() * attention.kvHeads() * pieces;
    double filled = Math.max(1, count / parameters.multiprocessors());
    double seconds = filled * (rate.startSeconds() + Math.max(stream, products));
    if (pieces == 1) {
      return seconds;
    }
    double parts = 2 * 4 * attention.batch() * attention.heads() * pieces * attention.valueDim();
    return seconds + rate.combineSeconds() + parts / device.cache();
  }

  /** The kernel's rate, or that of the nearest one which the generation has. */
  private AttentionRate rate(AttentionKernel kernel) {
    AttentionKernel next =
        kernel == AttentionKernel.FLASH1 ? AttentionKernel.FLASH : AttentionKernel.VENDOR;
    return Stream.of(kernel, next, AttentionKernel.FLASH)
        .map(parameters.attention()::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    parameters.generation() + " has no rate for " + kernel));
  }
}
