package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.Norm;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.framework.FrameworkProfile.DataExchange;
import io.millrace.model.framework.Fusion;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.workload.Training;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.Scaling;

/**
 * Everything that describing the work of a rank needs.
 *
 * <p>Ranks are numbered as Megatron-LM does: tensor fastest, then context, then data and pipeline
 * in the plan's {@link RankOrder} (megatron/core/parallel_state.py). The ranks of a stage, in that
 * order, are dealt out again to experts: ranks that slice one fastest, then experts, then copies.
 */
record TrainingContext(
    Cluster cluster,
    ModelArchitecture model,
    Training workload,
    FrameworkProfile framework,
    TrainingPlan plan,
    CostModel costs) {

  /** Bytes of an activation or weight element in 16-bit formats. */
  static final int HALF = 2;

  /** Matrices of a layer that travel alone where tensors are not coalesced: two in each half. */
  static final int MATRICES = 4;

  /** The same with other costs. */
  TrainingContext with(CostModel other) {
    return new TrainingContext(cluster, model, workload, framework, plan, other);
  }

  /** The same under another plan. */
  TrainingContext with(TrainingPlan other) {
    return new TrainingContext(cluster, model, workload, framework, other, costs);
  }

  /** The same with an iteration of a single micro-batch on each replica. */
  TrainingContext withOneMicroBatch() {
    Training one = workload.withGlobalBatch(strategy().data() * plan.microBatch());
    return new TrainingContext(cluster, model, one, framework, plan, costs);
  }

  ParallelStrategy strategy() {
    return plan.strategy();
  }

  int tensor() {
    return strategy().tensor();
  }

  /** Tokens of one micro-batch on one rank. */
  double tokens() {
    return (double) plan.microBatch() * workload.sequence() / strategy().context();
  }

  /** Tokens of one micro-batch that a rank's element-wise operations see. */
  double elementWiseTokens() {
    return plan.sequenceParallel() ? tokens() / tensor() : tokens();
  }

  int microBatches() {
    return plan.microBatches(workload.globalBatch());
  }

  /**
   * Whether positions are rotations of queries and keys: in models with root-mean-square norms.
   * Models with layer norms learn positions as GPT does or bias scores as MPT does.
   */
  boolean rotary() {
    return model.finalNorm() == Norm.RMS;
  }

  /**
   * Whether dropout keeps a mask after attention and network: as GPT with its layer norms is
   * trained (2205.05198), where the framework's recipes do.
   */
  boolean dropout() {
    return framework.defaults().dropout() && model.finalNorm() == Norm.LAYER;
  }

  /** Bytes of an activation, weight or gradient outside of matrix products. */
  int elementBytes() {
    return workload.precision() == TrainingPrecision.FP32 ? 4 : HALF;
  }

  /** Bytes of a gradient element while it is accumulated and reduced. */
  int gradientBytes() {
    DataExchange exchange = framework.dataExchange();
    return workload.precision() == TrainingPrecision.FP16
        ? exchange.fp16GradientBytes()
        : exchange.gradientBytes();
  }

  /** How far element-wise operations are merged: by the framework, or all of them by a compiler. */
  Fusion fusion() {
    return workload.compiled() ? Fusion.COMPILED : framework.kernels().fusion();
  }

  /**
   * Share of the tensor-parallel exchanges around matrix products that runs beside them. Where a
   * plan asks for overlap that is not the framework's habit, half: the first and last piece of a
   * product cut into a few pieces cannot be hidden.
   */
  double tensorOverlap() {
    double usual = 1 - framework.modelExchange().tensorExposed();
    return plan.asyncTensorParallel() ? Math.max(usual, 0.5) : usual;
  }

  /**
   * Whether a kernel of a product of experts also applies the activation, converts its result, and
   * reads the counts of tokens on the device (cuDNN's grouped networks, which take microscaled
   * operands).
   */
  boolean fusesExperts() {
    return framework.experts().fusesMicroscaled()
        && Conversion.scaling(this) == Scaling.MICRO
        && model.layers().stream().anyMatch(it -> it.feedForward() instanceof MixtureOfExperts);
  }

  /**
   * What the host needs to issue a kernel: nothing where the iteration is one graph, as it can be
   * where the host need not know how many tokens each expert got.
   */
  double launchSeconds() {
    return fusesExperts() ? 0 : framework.host().launch().seconds();
  }

  /** The format of the layers' matrix products. */
  NumberFormat matrixFormat() {
    return workload.precision().matrixFormat();
  }

  /**
   * Bytes of an element that is kept because a matrix product read it: its copy in the product's
   * format where the framework keeps that.
   */
  double keptInputBytes() {
    return workload.precision().quantizes() && framework.kernels().keepsConverted()
        ? Math.max(1, matrixFormat().bytes())
        : elementBytes();
  }

  /** The format of products that stay in 16 bits: attention scores, router, output layer. */
  NumberFormat wideFormat() {
    return matrixFormat().bytes() >= 2 ? matrixFormat() : NumberFormat.BF16;
  }

  /**
   * Whether experts are sliced by the tensor-parallel ranks. Megatron does so where expert
   * parallelism fits into data and context parallelism; where it does not, it spans the
   * tensor-parallel ranks too.
   */
  boolean expertsSliced() {
    return plan.gradientGroup() % strategy().expert() == 0;
  }

  /** Tensor-parallel ranks that share one expert. */
  int expertTensor() {
    return expertsSliced() ? tensor() : 1;
  }

  GroupPlacement group(Axis axis) {
    return switch (axis) {
      case TENSOR -> inStage(tensor(), 1);
      case CONTEXT -> inStage(strategy().context(), tensor());
      case EXPERT -> inStage(strategy().expert(), expertTensor());
      case DATA -> inStage(plan.shardingGroupSize(), tensor());
      case EXPERT_DATA -> expertGradientGroup();
    };
  }

  /** Ranks that average the gradients of the same experts. */
  GroupPlacement expertGradientGroup() {
    int copies =
        Math.max(1, plan.gradientGroup() * tensor() / (strategy().expert() * expertTensor()));
    return inStage(copies, strategy().expert() * expertTensor());
  }

  /** Ranks that average the gradients of dense weights. */
  GroupPlacement gradientGroup() {
    return inStage(plan.gradientGroup(), tensor());
  }

  /** Groups of sharding ranks that hold copies of each other. */
  GroupPlacement replicaGroup() {
    int group = plan.shardingGroupSize();
    return inStage(plan.gradientGroup() / group, tensor() * group);
  }

  /**
   * Ranks of one stage.
   *
   * @param stride from one to the next, counted in ranks of the stage
   */
  private GroupPlacement inStage(int size, int stride) {
    if (!interleavesStages()) {
      return GroupPlacement.of(cluster, size, stride);
    }
    int replica = tensor() * strategy().context();
    int stages = strategy().pipeline();
    return replica % stride == 0
        ? GroupPlacement.inBlocks(cluster, size, stride, replica / stride, replica * stages)
        : GroupPlacement.of(cluster, size, stride * stages);
  }

  /** Whether between two replicas of a stage lie the other stages. */
  private boolean interleavesStages() {
    return plan.pipelining().rankOrder() == RankOrder.PIPELINE_BEFORE_DATA
        && strategy().pipeline() > 1;
  }

  /** From a rank to the one of the next stage. */
  private int stageStride() {
    int replica = tensor() * strategy().context();
    return interleavesStages() ? replica : replica * strategy().data();
  }

  /** Two neighbours in the pipeline. */
  GroupPlacement neighbours(int fromStage, int toStage) {
    return GroupPlacement.between(cluster, fromStage * stageStride(), toStage * stageStride());
  }

  /** Bytes of a weight that is gathered for use. */
  double gatheredBytes() {
    return framework.dataExchange().gathersConverted()
        ? Math.min(elementBytes(), Math.max(1, matrixFormat().bytes()))
        : elementBytes();
  }

  /** Bytes of what one rank sends to the next stage of the pipeline. */
  double boundaryBytes() {
    boolean share = plan.sequenceParallel() || framework.modelExchange().scattersTransfers();
    return tokens() * model.hidden() * elementBytes() / (share ? tensor() : 1);
  }

  /** Whether all stages of the pipeline share embedding and output layer. */
  boolean sharesVocabulary() {
    return plan.vocabulary().spread() && strategy().pipeline() > 1;
  }

  /** A rank's rows of the tables of embedding and output layer. */
  double vocabularyRows() {
    double sharing = sharesVocabulary() ? strategy().pipeline() : 1;
    return model.vocabulary() / (sharing * tensor());
  }

  /** Whether gradients of weights are passes of their own. */
  boolean splitsBackward() {
    return plan.schedule().splitsBackward() && strategy().pipeline() > 1;
  }

  /** One rank of each stage of the pipeline. */
  GroupPlacement stages() {
    return GroupPlacement.of(cluster, strategy().pipeline(), stageStride());
  }

  /**
   * Whether gradients are scattered in the backward pass of each micro-batch, so that a rank never
   * has all of them: without a pipeline, which would do so for each stage's every pass.
   */
  boolean scattersEachPass() {
    return plan.sharding().shardsGradients()
        && strategy().pipeline() == 1
        && (plan.sharding().shardsWeights() || microBatches() > 1);
  }

  /** Whether weights are gathered for each layer of each pass: only without a pipeline. */
  boolean gathersEachLayer() {
    return plan.sharding().shardsWeights() && strategy().pipeline() == 1;
  }

  /** Whether weights or gradients are exchanged beside each pass. */
  boolean exchangesBesidePasses() {
    return gathersEachLayer() || scattersEachPass();
  }
}
