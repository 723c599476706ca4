package io.millrace.model.framework;

import io.millrace.model.plan.Recompute;
import io.millrace.model.quantity.Duration;

/**
 * One software line as a set of mechanisms.
 *
 * @param id the name in files, such as {@code megatron-core-2024}
 * @param fusion how far element-wise operations are fused into one kernel
 * @param attention which attention kernel runs
 * @param launchOverhead time the host needs to issue one kernel; it shows where kernels are shorter
 * @param iterationOverhead time of an iteration in which no kernel runs: data, logging, clipping
 *     that waits for the host
 * @param gradientOverlap whether gradients are reduced while the backward pass runs
 * @param parameterOverlap whether sharded weights are gathered while the forward pass runs
 * @param tensorOverlap share of the tensor-parallel collectives that is hidden behind matrix
 *     products
 * @param pointToPointOverlap whether the pipeline's transfers run beside computation
 * @param gradientFormatBytes bytes of a gradient element while it is accumulated and reduced
 * @param defaultRecompute what runs where a plan does not say
 * @param coalesced whether gradients and weights travel in buckets of many tensors; otherwise each
 *     tensor is a collective of its own and pays its start
 * @param gatherShare share of the network's usual rate that gathers of sharded weights reach
 * @param hierarchicalDispatch whether a token goes once to each node that has one of its experts
 *     and is copied there (DeepEP; DeepSeek-V3 technical report, section 3.2.2)
 * @param expertOverlap share of the experts' exchanges that runs beside the computation of another
 *     micro-batch (DualPipe; DeepSeek-V3 technical report, section 3.2.1)
 * @param selectiveProducts whether selective recomputation also computes every second matrix
 *     product again, as torchtitan's per-operation policy does; otherwise the attention core only
 * @param interleaves whether its recipes give each device as many chunks of layers as divide evenly
 *     where a plan does not say how many
 * @param source where these come from
 */
public record FrameworkProfile(
    String id,
    Fusion fusion,
    AttentionKernel attention,
    Duration launchOverhead,
    Duration iterationOverhead,
    boolean gradientOverlap,
    boolean parameterOverlap,
    double tensorOverlap,
    boolean pointToPointOverlap,
    int gradientFormatBytes,
    Recompute defaultRecompute,
    boolean coalesced,
    double gatherShare,
    boolean hierarchicalDispatch,
    double expertOverlap,
    boolean selectiveProducts,
    boolean interleaves,
    String source) {

  /** Checks the numbers. */
  public FrameworkProfile {
    if (!(tensorOverlap >= 0 && tensorOverlap <= 1)) {
      throw new IllegalArgumentException("tensorOverlap must be in [0, 1]: " + tensorOverlap);
    }
    if (gradientFormatBytes != 2 && gradientFormatBytes != 4) {
      throw new IllegalArgumentException(
          "gradientFormatBytes must be 2 or 4: " + gradientFormatBytes);
    }
  }
}
