package io.millrace.simulator.cost;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.simulator.cost.CollectiveParameters.Curve;
import io.millrace.simulator.cost.CollectiveParameters.Transfer;
import io.millrace.simulator.cost.GroupPlacement.Reach;
import io.millrace.simulator.cost.KernelParameters.AttentionRate;
import io.millrace.simulator.cost.KernelParameters.MatrixRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The cost model that ships: rooflines with the shares of the peaks that kernels of the device's
 * generation were measured to reach, and collectives by measured curves inside a fabric and by
 * rings and trees across nodes.
 */
public final class CalibratedCostModel implements CostModel {
  private final Cluster cluster;
  private final KernelParameters kernels;
  private final CollectiveParameters near;
  private final NetworkParameters far;
  private final double memoryRate;
  private final double clock;

  private CalibratedCostModel(
      Cluster cluster, KernelParameters kernels, CollectiveParameters near, NetworkParameters far) {
    this.cluster = cluster;
    this.kernels = kernels;
    this.near = near;
    this.far = far;
    this.clock = kernels.sustained() * powerCap(cluster.device());
    this.memoryRate =
        kernels.memory()
            * cluster
                .device()
                .mainMemory()
                .bandwidth()
                .orElseThrow(() -> missing("memory.bandwidth", "memory bandwidth"))
                .bytesPerSecond();
  }

  /**
   * The model of a cluster's device and fabric.
   *
   * @param assumptions gets what had to be transferred from other devices
   * @throws InvalidInputException if a figure of the device that costs need is not known
   */
  public static CalibratedCostModel of(
      Calibration calibration, Cluster cluster, List<Assumption> assumptions) {
    Device device = cluster.device();
    KernelParameters kernels = calibration.kernels().of(device);
    if (!calibration.kernels().knows(device)) {
      assumptions.add(
          new Assumption(
              "cluster.device",
              "kernel efficiencies of a " + kernels.generation() + " device",
              device.id() + " has not been timed"));
    }
    return new CalibratedCostModel(
        cluster,
        kernels,
        calibration.collectives().of(device),
        calibration.collectives().network());
  }

  /**
   * How much slower the engines clock because the device's power is capped below what its
   * generation's kernels were timed at. Dynamic power grows roughly with the cube of the clock.
   */
  private static double powerCap(Device device) {
    return PowerCap.clock(device);
  }

  @Override
  public Uncertainty uncertainty() {
    return new Uncertainty(
        kernels.matrixError(),
        kernels.attentionError(),
        kernels.memoryError(),
        near.error(),
        far.error(),
        0.3);
  }

  @Override
  public List<String> sources() {
    return List.of(
        "kernels of " + kernels.generation() + ": " + kernels.source(),
        "collectives of " + near.generation() + ": " + near.source(),
        "network: " + far.source());
  }

  @Override
  public KernelCost cost(Operation operation) {
    return switch (operation) {
      case Operation.MatrixProduct product -> matrix(product);
      case Operation.Attention attention -> attention(attention);
      case Operation.MemoryPass pass ->
          new KernelCost(
              kernels.kernelLatency().seconds() * pass.kernels(),
              0,
              pass.bytes() / memoryRate,
              pass.kernels());
    };
  }

  /**
   * A roofline of tiles and bytes. A result that is added to what is already there is read and
   * written in an epilogue that no arithmetic hides, because it starts when the sums are done.
   */
  private KernelCost matrix(Operation.MatrixProduct product) {
    MatrixRate rate = rate(product.format());
    double flops = MatrixTiles.effectiveFlops(product, kernels, rate.ramp());
    double engine = flops / (peak(product.format()) * rate.efficiency() * clock);
    double operands = (product.m() + product.n()) * product.k() * product.format().bytes();
    double elements = product.products() * product.m() * product.n();
    double written = product.accumulatedBytes() == 0 ? 2 * elements : 0;
    double memory = (product.products() * operands + written) / memoryRate;
    double epilogue = 2 * product.accumulatedBytes() * elements / memoryRate;
    return new KernelCost(kernels.kernelLatency().seconds() + epilogue, engine, memory, 1);
  }

  private InvalidInputException missing(String key, String what) {
    return new InvalidInputException(
        new Issue(
            "cluster.device." + key,
            cluster.device().id() + " has no published " + what,
            "describe the device in the scenario, with this figure"));
  }

  private MatrixRate rate(NumberFormat format) {
    int bits = (int) Math.round(format.bytes() * 8);
    Map<Integer, MatrixRate> rates = kernels.matrix();
    MatrixRate exact = rates.get(bits);
    if (exact != null) {
      return exact;
    }
    return rates.entrySet().stream()
        .min(Comparator.comparingDouble(it -> Math.abs(Math.log((double) it.getKey() / bits))))
        .orElseThrow()
        .getValue();
  }

  private double peak(NumberFormat format) {
    Device device = cluster.device();
    return device
        .peak(format)
        .or(() -> device.peak(NumberFormat.BF16))
        .or(() -> device.peak(NumberFormat.FP32))
        .orElseThrow(() -> missing("peak", "rate of matrix products"))
        .flopsPerSecond();
  }

  private KernelCost attention(Operation.Attention attention) {
    AttentionRate rate = kernels.attention().get(attention.kernel());
    if (rate == null) {
      rate = kernels.attention().get(AttentionKernel.FLASH);
    }
    if (rate == null) {
      throw new IllegalArgumentException(
          kernels.generation() + " has no rate for " + attention.kernel());
    }
    double share = attention.backward() ? rate.backward() : rate.forward();
    double seen = attention.keys() * attention.visible();
    double flops = attention.flops() * (seen + rate.startTokens()) / seen;
    double engine = flops / (peak(NumberFormat.BF16) * share * clock);
    double perHead = attention.keyDim() + attention.valueDim();
    double bytes =
        2
            * attention.batch()
            * perHead
            * (attention.queries() * attention.heads() + attention.keys() * attention.kvHeads());
    double passes = attention.backward() ? 2.5 : 1;
    return new KernelCost(
        kernels.kernelLatency().seconds() * (attention.backward() ? 3 : 1),
        engine,
        passes * bytes / memoryRate,
        attention.backward() ? 3 : 1);
  }

  @Override
  public CollectiveCost cost(Collective collective, GroupPlacement group) {
    if (group.isAlone() || collective.bytes() == 0) {
      return CollectiveCost.NONE;
    }
    return switch (collective.kind()) {
      case POINT_TO_POINT -> transfer(collective.bytes(), group);
      case ALL_TO_ALL -> allToAll(collective, group);
      case ALL_REDUCE, ALL_GATHER, REDUCE_SCATTER -> ring(collective, group);
    };
  }

  /** Whether a level is inside the fabric that the measured curves describe. */
  private boolean isNear(Reach reach) {
    return reach.level().span() <= cluster.scaleUpDomain();
  }

  /**
   * A ring through all ranks, or a hierarchy of rings: every level carries (members - 1) / members
   * of the data, and a level that joins blocks of {@code k} ranks has {@code k} devices' bandwidth
   * on each side of the cut, because libraries lay a ring through each NIC.
   */
  private CollectiveCost ring(Collective collective, GroupPlacement group) {
    double bytes = collective.bytes();
    double passes = collective.kind() == Collective.Kind.ALL_REDUCE ? 2 : 1;
    double start = 0;
    double transfer = 0;
    double engineShare = near.engineShare();
    for (Reach reach : group.reach()) {
      double crossing = passes * bytes * (reach.members() - 1) / reach.members();
      double link = reach.level().perDevice().bytesPerSecond();
      if (isNear(reach)) {
        Curve curve = near.curve(collective.kind(), reach.members());
        start = Math.max(start, curve.start(bytes));
        transfer = Math.max(transfer, crossing / (curve.share() * link));
      } else {
        start = Math.max(start, far.startSeconds() + steps(collective, reach));
        transfer = Math.max(transfer, crossing / (far.share() * link * reach.membersBelow()));
        if (reach.membersBelow() == 1) {
          engineShare = far.engineShare();
        }
      }
    }
    double memory = (passes + 1) * bytes / memoryRate;
    return new CollectiveCost(
        start, transfer, shares(group, transfer, bytes * passes), engineShare, memory);
  }

  private double steps(Collective collective, Reach reach) {
    double ring = far.ringStepSeconds() * (reach.members() - 1);
    if (collective.kind() != Collective.Kind.ALL_REDUCE) {
      return ring;
    }
    double tree = far.treeStepSeconds() * 2 * Math.log(reach.blocks()) / Math.log(2);
    return Math.min(2 * ring, tree);
  }

  /** Every rank sends an equal part to every other; each level carries what leaves its blocks. */
  private CollectiveCost allToAll(Collective collective, GroupPlacement group) {
    double bytes = collective.bytes();
    double start = 0;
    double transfer = 0;
    double engineShare = near.engineShare();
    for (Reach reach : group.reach()) {
      double leaving =
          bytes
              * (reach.members() - reach.membersBelow())
              / (double) group.size()
              * distinct(collective.copies(), reach);
      double link = reach.level().perDevice().bytesPerSecond();
      if (isNear(reach)) {
        Curve curve = near.curve(Collective.Kind.ALL_TO_ALL, reach.members());
        start = Math.max(start, curve.start(bytes));
        transfer = Math.max(transfer, leaving / (curve.share() * link));
      } else {
        start = Math.max(start, far.startSeconds() + far.ringStepSeconds() * reach.blocks());
        transfer = Math.max(transfer, leaving / (far.allToAllShare() * link));
      }
    }
    return new CollectiveCost(
        start, transfer, shares(group, transfer, bytes), engineShare, 2 * bytes / memoryRate);
  }

  /**
   * Share of the copies that really cross a level when each token is sent once to each block that
   * wants it and spread inside: of {@code c} copies among {@code b} blocks, {@code b (1 - (1 -
   * 1/b)^c)} blocks are hit on average.
   */
  private double distinct(int copies, Reach reach) {
    int blocks = reach.blocks();
    if (copies <= 1 || isNear(reach) || blocks <= 1) {
      return 1;
    }
    return blocks * (1 - Math.pow(1 - 1.0 / blocks, copies)) / copies;
  }

  private CollectiveCost transfer(double bytes, GroupPlacement group) {
    Reach reach = group.outermost();
    Transfer parameters = isNear(reach) ? near.pointToPoint() : far.pointToPoint();
    double link =
        isNear(reach)
            ? reach.level().pairwise().bytesPerSecond()
            : reach.level().perDevice().bytesPerSecond();
    double transfer = bytes / (parameters.share() * link);
    return new CollectiveCost(
        parameters.startSeconds(),
        transfer,
        shares(group, transfer, bytes),
        far.engineShare(),
        bytes / memoryRate);
  }

  /** The share of the device's bandwidth that is in use on each level of the cluster. */
  private double[] shares(GroupPlacement group, double transfer, double bytes) {
    List<Double> shares = new ArrayList<>();
    cluster.levels().forEach(level -> shares.add(0.0));
    for (Reach reach : group.reach()) {
      int index = levelIndex(reach);
      double sent =
          bytes
              * (reach.members() - 1)
              / reach.members()
              / Math.max(1, isNear(reach) ? 1 : reach.membersBelow());
      double rate = sent / Math.max(transfer, 1e-12) / reach.level().perDevice().bytesPerSecond();
      shares.set(index, Math.min(1, rate));
    }
    return shares.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private int levelIndex(Reach reach) {
    for (int i = 0; i < cluster.levels().size(); i++) {
      if (cluster.levels().get(i).name().equals(reach.level().name())) {
        return i;
      }
    }
    throw new IllegalStateException(reach.level().name() + " is no level of the cluster");
  }
}
