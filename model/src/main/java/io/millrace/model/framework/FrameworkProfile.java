package io.millrace.model.framework;

import io.millrace.model.plan.Recompute;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;

/**
 * One software line as six mechanisms.
 *
 * @param id the name in files, such as {@code megatron-core-2024}
 * @param kernels which kernels run
 * @param host what the host adds
 * @param dataExchange how data-parallel ranks exchange gradients and weights
 * @param modelExchange how the other ranks' exchanges lie against computation
 * @param defaults what runs where a plan does not say
 * @param memory what the framework holds beyond the tensors of the model
 * @param source where these come from
 */
public record FrameworkProfile(
    String id,
    Kernels kernels,
    Host host,
    DataExchange dataExchange,
    ModelExchange modelExchange,
    Defaults defaults,
    Memory memory,
    String source) {

  /**
   * Which kernels run.
   *
   * @param fusion how far element-wise operations share kernels
   * @param attention which attention kernel runs
   */
  public record Kernels(Fusion fusion, AttentionKernel attention) {}

  /**
   * What the host adds.
   *
   * @param launch time it needs to issue one kernel; it shows where kernels are shorter
   * @param iteration time of an iteration in which no kernel runs: data, logging, clipping that
   *     waits for the host
   */
  public record Host(Duration launch, Duration iteration) {}

  /**
   * How data-parallel ranks exchange gradients and weights.
   *
   * @param gradientsOverlap whether gradients are reduced while the backward pass runs
   * @param weightsOverlap whether sharded weights are gathered while the forward pass runs
   * @param gradientBytes bytes of a gradient element while it is accumulated and reduced
   * @param coalesced whether gradients and weights travel in buckets of many tensors; otherwise
   *     each tensor is a collective of its own and pays its start
   * @param gatherShare share of the network's usual rate that gathers of sharded weights reach
   */
  public record DataExchange(
      boolean gradientsOverlap,
      boolean weightsOverlap,
      int gradientBytes,
      boolean coalesced,
      double gatherShare) {

    /** Checks the numbers. */
    public DataExchange {
      if (gradientBytes != 2 && gradientBytes != 4) {
        throw new IllegalArgumentException("gradientBytes must be 2 or 4: " + gradientBytes);
      }
      requireShare("gatherShare", gatherShare);
    }
  }

  /**
   * How the exchanges of tensor-, pipeline- and expert-parallel ranks lie against computation.
   *
   * @param tensorExposed share of the tensor-parallel collectives that no matrix product hides
   * @param pointToPointOverlaps whether the pipeline's transfers run beside computation
   * @param expertExposed share of the experts' exchanges that does not run beside the computation
   *     of another micro-batch (DualPipe; DeepSeek-V3 technical report, section 3.2.1)
   * @param hierarchicalDispatch whether a token goes once to each node that has one of its experts
   *     and is copied there (DeepEP; DeepSeek-V3 technical report, section 3.2.2)
   */
  public record ModelExchange(
      double tensorExposed,
      boolean pointToPointOverlaps,
      double expertExposed,
      boolean hierarchicalDispatch) {

    /** Checks the shares. */
    public ModelExchange {
      requireShare("tensorExposed", tensorExposed);
      requireShare("expertExposed", expertExposed);
    }
  }

  /**
   * What runs where a plan does not say.
   *
   * @param recompute what the backward pass computes again
   * @param selectiveProducts whether selective recomputation also computes every second matrix
   *     product again, as torchtitan's per-operation policy does; otherwise the attention core only
   * @param interleaves whether its recipes give each device as many chunks of layers as divide
   *     evenly
   */
  public record Defaults(Recompute recompute, boolean selectiveProducts, boolean interleaves) {}

  /**
   * What the framework holds beyond the tensors of the model.
   *
   * @param slack what the allocator reserves beyond what is in use, as a share of it
   * @param buffers what stays for the context, the libraries' workspaces and the collectives'
   *     channels
   */
  public record Memory(double slack, Bytes buffers) {

    /** Checks the share. */
    public Memory {
      requireShare("slack", slack);
    }
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1]: " + share);
    }
  }

  /** The same line with other needs of memory. */
  public FrameworkProfile withMemory(Memory other) {
    return new FrameworkProfile(
        id, kernels, host, dataExchange, modelExchange, defaults, other, source);
  }
}
