package io.millrace.scenarios.reference;

import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.TimePart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A word of the reports: what it means, how it is computed, where that is from. */
public enum Term {
  ITERATION_TIME(
      TermKind.FIGURE,
      "iterationTime",
      "Iteration time",
      "s",
      "From the first pass of an iteration to the end of the weights' update, on the device that"
          + " ends last.",
      "the sum of the parts of the time on the stage that waits least",
      ""),
  RANGE(
      TermKind.FIGURE,
      "range",
      "80 % range",
      "",
      "Between these two ends the true figure lies with a probability of 80 %, as far as errors"
          + " of the model and the uncertainty of its parameters are known.",
      "value × exp(±1.2816 σ), σ² = σ²(model) + Σ (∂ ln value/∂ ln p × σ(p))²",
      "first-order propagation; σ(model) from the measured cases of ./millrace check"),
  TOKENS_PER_SECOND(
      TermKind.FIGURE,
      "tokensPerSecond",
      "Tokens per second",
      "tokens/s",
      "What all devices together train on in a second.",
      "global batch × sequence / iteration time",
      ""),
  TOKENS_PER_SECOND_PER_DEVICE(
      TermKind.FIGURE,
      "tokensPerSecondPerDevice",
      "Tokens per second and device",
      "tokens/s",
      "The same for one device: it compares clusters of different sizes.",
      "global batch × sequence / iteration time / devices",
      ""),
  MODEL_TFLOPS(
      TermKind.FIGURE,
      "modelTflopsPerDevice",
      "Model TFLOP/s per device",
      "TFLOP/s",
      "The arithmetic that the model asks for, whatever a plan computes besides.",
      "(products forward + 2 × that backward, attention over the full square of the sequence)"
          + " / iteration time / devices",
      "PaLM, arXiv 2204.02311, appendix B"),
  HARDWARE_TFLOPS(
      TermKind.FIGURE,
      "hardwareTflopsPerDevice",
      "Hardware TFLOP/s per device",
      "TFLOP/s",
      "The same with what is computed again in the backward pass.",
      "(model arithmetic + recomputation) / iteration time / devices",
      "Korthikanti et al., arXiv 2205.05198, section 6.3"),
  MODEL_UTILIZATION(
      TermKind.FIGURE,
      "modelFlopsUtilization",
      "Model FLOPs utilisation",
      "%",
      "The share of the devices' dense peak that the model's arithmetic makes up.",
      "model TFLOP/s per device / dense peak of the precision",
      "PaLM, arXiv 2204.02311, appendix B"),
  HARDWARE_UTILIZATION(
      TermKind.FIGURE,
      "hardwareFlopsUtilization",
      "Hardware FLOPs utilisation",
      "%",
      "The same with what is computed again; above the model's only where a plan recomputes.",
      "hardware TFLOP/s per device / dense peak of the precision",
      "Korthikanti et al., arXiv 2205.05198, section 6.3"),
  PEAK_MEMORY(
      TermKind.FIGURE,
      "peakMemory",
      "Peak memory",
      "GiB or GB",
      "What the framework's allocator holds at its fullest, on the fullest stage: what frameworks"
          + " print as their peak.",
      "weights + gradients + optimizer + activations + buffers + slack",
      "torch.cuda.max_memory_reserved"),
  MEMORY_USED(
      TermKind.FIGURE,
      "memoryShare",
      "Memory used",
      "%",
      "How much of a device the fullest stage fills at most. Above 100 % the plan does not fit.",
      "(peak memory + libraries) / capacity",
      ""),
  ENERGY(
      TermKind.FIGURE,
      "energy",
      "Energy",
      "J",
      "What the devices draw during an iteration; hosts, network and cooling come on top.",
      "devices × design power × Σ (share of the time × draw of that work) × iteration time",
      "draws by kind of work fitted to measured power of devices"),
  COST(
      TermKind.FIGURE,
      "cost",
      "Cost per million tokens",
      "USD",
      "What the devices' hours cost for a million tokens of training, at the scenario's price.",
      "iteration time / 3600 × devices × price of a device-hour / tokens of an iteration × 10⁶",
      ""),
  MATRIX_PRODUCTS(TimePart.MATRIX_PRODUCTS, "products × (flops / (peak × efficiency), or bytes)"),
  ATTENTION(TimePart.ATTENTION, "4 × tokens × context × heads × head size flops forward"),
  ELEMENT_WISE(TimePart.ELEMENT_WISE, "bytes read and written / (memory bandwidth × efficiency)"),
  RECOMPUTATION(TimePart.RECOMPUTATION, "the forward kernels that the plan runs twice"),
  OPTIMIZER(TimePart.OPTIMIZER, "bytes of weights, gradients and state / memory bandwidth"),
  TENSOR(TimePart.TENSOR_COMMUNICATION, "collectives' time − what kernels hide of it"),
  CONTEXT(TimePart.CONTEXT_COMMUNICATION, "collectives' time − what kernels hide of it"),
  EXPERT(TimePart.EXPERT_COMMUNICATION, "all-to-all of the routed tokens − what is hidden"),
  DATA(TimePart.DATA_COMMUNICATION, "reduce-scatter and all-gather − what passes hide"),
  HOST_TRANSFER(TimePart.HOST_TRANSFER, "bytes offloaded / host link − what passes hide"),
  PIPELINE(TimePart.PIPELINE_COMMUNICATION, "latency + bytes of activations / bandwidth"),
  BUBBLE(
      TimePart.BUBBLE,
      "≈ (stages − 1) / (chunks × micro-batches) of the passes, by simulation in full"),
  HOST(TimePart.HOST, "launches that kernels do not hide + what the framework does an iteration"),
  WEIGHTS(
      "weights",
      "Weights",
      "The parameters in the precision in which products read them.",
      "parameters of the stage / tensor ranks × bytes, / sharding group with ZeRO-3"),
  GRADIENTS(
      "gradients",
      "Gradients",
      "Of the same parameters, in the precision in which they are added up.",
      "parameters of the stage / tensor ranks × bytes, / sharding group from ZeRO-2 on"),
  OPTIMIZER_STATE(
      "optimizer",
      "Optimizer",
      "Adam's two moments and the weights in full precision.",
      "12 bytes × parameters (8 where weights are in full precision), / sharding group from"
          + " ZeRO-1 on"),
  ACTIVATIONS(
      "activations",
      "Activations",
      "What forward passes keep for backward passes at the fullest moment.",
      "Σ over passes in flight of what a layer keeps: sbh (34 + 5as/h) bytes without flash"
          + " attention or recomputation (arXiv 2205.05198, equation 1)"),
  BUFFERS(
      "buffers",
      "Buffers",
      "Weights that are gathered for the layers at work and buckets of gradients on their way.",
      "the largest layers that are gathered at once"),
  SLACK(
      "slack",
      "Slack",
      "What the framework's allocator holds and does not use.",
      "a share of all that is allocated, by framework"),
  LIBRARIES(
      MemoryUse.LIBRARIES,
      "Libraries",
      "What the allocator does not manage: the device's context, kernels, channels of"
          + " collectives.",
      "context + channels × buffers of each communicator"),
  BOUND(
      TermKind.SEARCH,
      "bound",
      "Bound",
      "",
      "What no plan of the space gets below, by the estimate.",
      "the least bound of all that was left open, else the best plan",
      "branch and bound (Land and Doig 1960)"),
  GAP(
      TermKind.SEARCH,
      "gap",
      "Gap",
      "%",
      "How much of its value the best plan could lose at most to a plan that was left open; 0 %:"
          + " it is the optimum of the estimate.",
      "1 − bound / best",
      "");

  private final TermKind kind;
  private final String key;
  private final String label;
  private final String unit;
  private final String meaning;
  private final String formula;
  private final String source;

  Term(
      TermKind kind,
      String key,
      String label,
      String unit,
      String meaning,
      String formula,
      String source) {
    this.kind = kind;
    this.key = key;
    this.label = label;
    this.unit = unit;
    this.meaning = meaning;
    this.formula = formula;
    this.source = source;
  }

  Term(TimePart part, String formula) {
    this(TermKind.TIME, part.key(), part.label(), "s", meaning(part), formula, "");
  }

  Term(String key, String label, String meaning, String formula) {
    this(TermKind.MEMORY, key, label, "GiB or GB", meaning, formula, "");
  }

  private static String meaning(TimePart part) {
    return switch (part) {
      case MATRIX_PRODUCTS -> "Dense products of weights and activations, forward and backward.";
      case ATTENTION -> "The core of attention, or other mixing along the sequence.";
      case ELEMENT_WISE ->
          "Normalisation, activation functions, residuals, embedding and loss: memory bounds it.";
      case RECOMPUTATION -> "Forward work that the backward pass does again to save memory.";
      case OPTIMIZER -> "The update of the weights.";
      case TENSOR_COMMUNICATION -> "Waiting for exchanges among tensor-parallel ranks.";
      case CONTEXT_COMMUNICATION -> "Waiting for keys and values of context-parallel ranks.";
      case EXPERT_COMMUNICATION -> "Waiting for tokens on their way to experts and back.";
      case DATA_COMMUNICATION -> "Waiting for gradients or weights of data-parallel ranks.";
      case HOST_TRANSFER -> "Waiting for copies between the device's memory and the host's.";
      case PIPELINE_COMMUNICATION -> "Waiting for activations of another pipeline stage to arrive.";
      case BUBBLE -> "Waiting because other pipeline stages have not come so far.";
      case HOST -> "Waiting for the host to launch kernels, load data or write logs.";
    };
  }

  /** What it is a name of. */
  public TermKind kind() {
    return kind;
  }

  /** Its name in files and addresses. */
  public String key() {
    return key;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** The unit it is printed in; empty if it has none of its own. */
  public String unit() {
    return unit;
  }

  /** What it means, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** How it is computed. */
  public String formula() {
    return formula;
  }

  /** Where meaning or formula are from; empty where they follow from the words. */
  public String source() {
    return source;
  }

  /** The term of a name in files, such as {@code iterationTime}. */
  public static Optional<Term> of(TermKind kind, String key) {
    return of(kind).stream().filter(it -> it.key.equals(key)).findFirst();
  }

  /** All of a kind. */
  public static List<Term> of(TermKind kind) {
    return Arrays.stream(values()).filter(it -> it.kind == kind).toList();
  }
}
