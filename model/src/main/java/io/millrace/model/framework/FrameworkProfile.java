package io.millrace.model.framework;

import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Recompute;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;

/**
 * One software line as six mechanisms, and what its recipes do where a plan does not say.
 *
 * @param id the name in files, such as {@code megatron-core-2024}
 * @param kernels which kernels run
 * @param host what the host adds
 * @param dataExchange how data-parallel ranks exchange gradients and weights
 * @param modelExchange how the other ranks' exchanges lie against computation
 * @param experts how tokens reach their experts
 * @param memory what the framework holds beyond the tensors of the model
 * @param defaults what runs where a plan does not say
 * @param source where these come from
 */
public record FrameworkProfile(
    String id,
    Kernels kernels,
    Host host,
    DataExchange dataExchange,
    ModelExchange modelExchange,
    Experts experts,
    Memory memory,
    Defaults defaults,
    String source) {

  /**
   * Which kernels run.
   *
   * @param fusion how far element-wise operations share kernels
   * @param attention which attention kernel runs
   * @param addsInProducts whether the product that gives a weight's gradient adds it to what is
   *     there; otherwise the gradient is written and added by a kernel of its own
   * @param keepsConverted whether the backward pass finds a product's input in the product's
   *     format; otherwise the 16-bit input is kept and converted again
   * @param earlyRowScaling whether products of rows with a scale each run in the kernels of 2024
   * @param currentScaling whether what it calls 8 bits without saying more scales each tensor by
   *     its own maximum; otherwise by those of the iterations before
   * @param fusedOptimizer whether one pass over memory updates all weights; otherwise each
   *     operation of the update is a pass
   */
  public record Kernels(
      Fusion fusion,
      AttentionKernel attention,
      boolean addsInProducts,
      boolean keepsConverted,
      boolean earlyRowScaling,
      boolean currentScaling,
      boolean fusedOptimizer) {}

  /**
   * What the host adds.
   *
   * @param launch time it needs to issue one kernel, with the interpreter's and autograd's work
   *     around it; it shows where kernels are shorter
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
   * @param fp16GradientBytes the same in training in fp16, which scales the loss so that gradients
   *     stay within the range of the format
   * @param coalesced whether gradients and weights travel in buckets of many tensors; otherwise
   *     each matrix is a collective of its own and pays its start
   * @param gathersConverted whether weights that are gathered for each layer travel in the format
   *     of the matrix products if that is narrower (torchao's float8 all-gather)
   * @param copiesBuckets whether tensors are copied into and out of the buffers of those
   *     collectives rather than being views of them
   * @param gatherShare share of the network's usual rate that gathers of sharded weights and
   *     scatters of their gradients reach
   * @param ownerBroadcast time for each rank that owns a share of the optimizer, where it sends its
   *     updated weights to all others in a loop of the host; zero where all gather at once
   */
  public record DataExchange(
      boolean gradientsOverlap,
      boolean weightsOverlap,
      int gradientBytes,
      int fp16GradientBytes,
      boolean coalesced,
      boolean gathersConverted,
      boolean copiesBuckets,
      double gatherShare,
      Duration ownerBroadcast) {

    /** Checks the numbers. */
    public DataExchange {
      requireHalfOrSingle("gradientBytes", gradientBytes);
      requireHalfOrSingle("fp16GradientBytes", fp16GradientBytes);
      requireShare("gatherShare", gatherShare);
    }
  }

  /**
   * How the exchanges of tensor-, context- and pipeline-parallel ranks lie against computation.
   *
   * @param tensorExposed share of the tensor-parallel collectives around a product that the product
   *     does not hide
   * @param reducesBesideProducts whether the sum of an input's gradient runs beside the product
   *     that gives the weight's gradient
   * @param pointToPointOverlaps whether the pipeline's transfers run beside computation
   * @param scattersTransfers whether tensor-parallel ranks each send their share of what all of
   *     them have, and gather it on the other side (2104.04473, section 4.1)
   * @param batchFirst whether the sequence is not the first dimension of activations, so that what
   *     sequence-parallel ranks gather or scatter is copied into the order in which it travels
   *     ({@code torch.distributed._functional_collectives}: chunk and cat)
   * @param gathersConverted whether sequence-parallel ranks convert what they have of an operand
   *     before it is gathered, where its scales do not stand in the way
   * @param context how context-parallel ranks get each other's keys and values
   */
  public record ModelExchange(
      double tensorExposed,
      boolean reducesBesideProducts,
      boolean pointToPointOverlaps,
      boolean scattersTransfers,
      boolean batchFirst,
      boolean gathersConverted,
      ContextExchange context) {

    /** Checks the share. */
    public ModelExchange {
      requireShare("tensorExposed", tensorExposed);
    }
  }

  /**
   * How tokens reach their experts.
   *
   * @param capacity tokens that an expert takes, as a multiple of the mean; further ones are
   *     dropped, missing ones padded. 0: all tokens are taken
   * @param skew standard deviation of the tokens of an expert against the mean, where none is
   *     dropped
   * @param countWait what the device idles in each layer until the host has read how many tokens
   *     came and issues kernels again; zero where it need not know
   * @param issue what the host needs for one expert's share of a product or a conversion: tensors
   *     for operands and results, a heuristic's choice and the launch itself, in a loop over
   *     experts
   * @param exposed share of the exchanges that does not run beside the computation of another
   *     micro-batch (DualPipe; DeepSeek-V3 technical report, section 3.2.1)
   * @param exposedFar the same where experts span several scale-up domains, and where an iteration
   *     is one graph: elsewhere recipes leave the overlap off, as it costs the host more than it
   *     hides
   * @param hierarchical whether a token goes once to each node and there once to each rank that has
   *     one of its experts, and is copied for further experts there (DeepEP, HybridEP; DeepSeek-V3
   *     technical report, section 3.2.2); otherwise a copy for each expert travels
   * @param fusesMicroscaled whether the products of microscaled experts apply the activation,
   *     convert their results and read the counts on the device, so that an iteration is one graph
   *     of kernels (Megatron-Bridge's recipes with {@code cutedsl_fused_grouped_mlp} and {@code
   *     full_iteration} graphs)
   * @param sharedBeside whether shared experts compute while tokens travel
   */
  public record Experts(
      double capacity,
      double skew,
      Duration countWait,
      Duration issue,
      double exposed,
      double exposedFar,
      boolean hierarchical,
      boolean fusesMicroscaled,
      boolean sharedBeside) {

    /** Checks the numbers. */
    public Experts {
      requireShare("exposed", exposed);
      requireShare("exposedFar", exposedFar);
      if (!(capacity == 0 || capacity >= 1)) {
        throw new IllegalArgumentException("capacity must be 0 or at least 1: " + capacity);
      }
      if (!(skew >= 0)) {
        throw new IllegalArgumentException("skew must not be negative: " + skew);
      }
    }

    /** Whether every token reaches all of its experts. */
    public boolean dropless() {
      return capacity == 0;
    }
  }

  /**
   * What the framework holds beyond the tensors of the model.
   *
   * @param slack what the allocator reserves beyond what is in use, as a share of it
   * @param buffers what stays for the context and the libraries' workspaces
   * @param firstStageReported whether the peak that it prints is that of its first rank, on the
   *     first stage of a pipeline; otherwise that of the fullest device
   */
  public record Memory(double slack, Bytes buffers, boolean firstStageReported) {

    /** Checks the share. */
    public Memory {
      requireShare("slack", slack);
    }
  }

  /**
   * What runs where a plan does not say.
   *
   * @param recompute what the backward pass computes again
   * @param selective what selective recomputation computes again
   * @param interleaves whether its recipes give each device as many chunks of layers as divide
   *     evenly
   * @param fillsPipelineOnce whether it cuts a batch into as many micro-batches as the pipeline has
   *     stages
   * @param dropout whether models with layer norms are trained with dropout and biases, as GPT is
   */
  public record Defaults(
      Recompute recompute,
      SelectivePolicy selective,
      boolean interleaves,
      boolean fillsPipelineOnce,
      boolean dropout) {}

  private static void requireHalfOrSingle(String name, int bytes) {
    if (bytes != 2 && bytes != 4) {
      throw new IllegalArgumentException(name + " must be 2 or 4: " + bytes);
    }
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1]: " + share);
    }
  }

  /** Whether it stands for the newest releases of its line, not for earlier ones alone. */
  public boolean current() {
    return !id.contains(EarlierReleases.UNTIL);
  }

  /** The software line without the release that earlier ones end with. */
  public String line() {
    int until = id.indexOf(EarlierReleases.UNTIL);
    return until < 0 ? id : id.substring(0, until);
  }

  /** The same line on another host. */
  public FrameworkProfile withHost(Host other) {
    return new FrameworkProfile(
        id, kernels, other, dataExchange, modelExchange, experts, memory, defaults, source);
  }

  /** The same line with other needs of memory. */
  public FrameworkProfile withMemory(Memory other) {
    return new FrameworkProfile(
        id, kernels, host, dataExchange, modelExchange, experts, other, defaults, source);
  }
}
