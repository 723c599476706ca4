package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.NoFeedForward;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.cost.Routing;
import io.millrace.simulator.cost.Scaling;
import java.util.function.DoubleUnaryOperator;

/**
 * What an inference engine's kernels take for new tokens, on one of the ranks that share each
 * layer's matrices. Kernels are those of vLLM: norms fused with the residual, one product for
 * queries, keys and values, a write to the paged cache, experts in one fused call.
 */
final class TokenCosts {
  private static final int ELEMENT = 2;

  /** How trained routers spread tokens (AIConfigurator's {@code power_law_1.01}). */
  private static final Routing ROUTED = new Routing(1.01);

  private final CostModel costs;
  private final ModelArchitecture model;
  private final int tensor;
  private final ExpertSharing sharing;
  private final DoubleUnaryOperator exchange;
  private final Reduction reduction;
  private final NumberFormat weights;

  /**
   * Costs of a model.
   *
   * @param tensor ranks that share each layer
   * @param sharing who has the experts
   * @param exchange what it takes to send tokens to the experts of other engines, by the bytes of
   *     one rank; asked where several engines share them
   * @param reduction what their sums take
   * @param weights format of the layers' matrices; keys, values and the output layer have 16 bits
   */
  TokenCosts(
      CostModel costs,
      ModelArchitecture model,
      int tensor,
      ExpertSharing sharing,
      DoubleUnaryOperator exchange,
      Reduction reduction,
      NumberFormat weights) {
    this.costs = costs;
    this.weights = weights;
    this.model = model;
    this.tensor = tensor;
    this.sharing = sharing;
    this.exchange = exchange;
    this.reduction = reduction;
  }

  /** Seconds of a layer's kernels and sums. */
  double layer(Layer layer, Tokens tokens) {
    double seconds = mixer(layer.mixer(), tokens) + feedForward(layer.feedForward(), tokens);
    double bytes = tokens.count() * model.hidden() * ELEMENT;
    int halves = sums(layer);
    double norms = halves * pass(4 * bytes, 1);
    return seconds + norms + halves * reduction.seconds(bytes);
  }

  /** Sums over tensor-parallel ranks in a layer: one behind each of its halves. */
  static int sums(Layer layer) {
    return (layer.mixer() instanceof NoMixer ? 0 : 1)
        + (layer.feedForward() instanceof NoFeedForward ? 0 : 1);
  }

  /** Seconds of the embedding, whose rows the ranks share. */
  double embedding(Tokens tokens) {
    double bytes = tokens.count() * model.hidden() * ELEMENT;
    return pass(2 * bytes, 1) + reduction.seconds(bytes);
  }

  /** Seconds of the last norm, the output layer and the choice of a token for each sequence. */
  double output(Tokens tokens) {
    double sequences = tokens.sequences();
    double rows = (double) model.vocabulary() / tensor;
    double logits = sequences * model.vocabulary();
    return pass(4 * sequences * model.hidden() * ELEMENT, 1)
        + cost(new Operation.MatrixProduct(sequences, rows, model.hidden(), NumberFormat.BF16))
        + reduction.seconds(logits * ELEMENT)
        + pass(logits * 16, 6);
  }

  private double mixer(SequenceMixer mixer, Tokens tokens) {
    return switch (mixer) {
      case NoMixer none -> 0;
      case GroupedQueryAttention attention -> grouped(attention, tokens);
      case LatentAttention attention -> latent(attention, tokens);
      default -> streamed(mixer, tokens);
    };
  }

  private double grouped(GroupedQueryAttention attention, Tokens tokens) {
    double heads = (double) attention.heads() / tensor;
    double kvHeads = Math.max(1, (double) attention.kvHeads() / tensor);
    double width = kvHeads * (attention.headDim() + attention.valueDim());
    double projected = heads * attention.headDim() + width;
    double window = attention.slidingWindow().orElse(Integer.MAX_VALUE);
    double keys = Math.min(tokens.keys(), window);
    return product(tokens.count(), projected, model.hidden())
        + pass(2 * tokens.count() * projected * ELEMENT, 1)
        + cost(new Operation.CacheWrite(tokens.count(), width, NumberFormat.BF16))
        + attend(heads, kvHeads, attention.headDim(), attention.valueDim(), keys, tokens)
        + product(tokens.count(), model.hidden(), heads * attention.valueDim());
  }

  private double attend(
      double heads, double kvHeads, double keyDim, double valueDim, double keys, Tokens tokens) {
    return cost(
        new Operation.Attention(
            tokens.sequences(),
            heads,
            kvHeads,
            tokens.queries(),
            keys,
            keyDim,
            valueDim,
            tokens.visible(),
            AttentionKernel.FLASH,
            false));
  }

  /**
   * While decoding, up projections of keys and values are applied to queries and results instead,
   * and all heads share the latent (2405.04434, section 2.1.2); each rank has all of it.
   */
  private double latent(LatentAttention attention, Tokens tokens) {
    double count = tokens.count();
    double heads = (double) attention.heads() / tensor;
    double down = attention.queryRank() + attention.kvRank() + attention.ropeDim();
    double queryFrom = attention.queryRank() == 0 ? model.hidden() : attention.queryRank();
    double cached = attention.kvRank() + attention.ropeDim();
    double projections =
        product(count, down, model.hidden())
            + pass(2 * count * down * ELEMENT, 2)
            + product(count, heads * attention.queryDim(), queryFrom)
            + cost(new Operation.CacheWrite(count, cached, NumberFormat.BF16))
            + product(count, model.hidden(), heads * attention.valueDim());
    if (tokens.queries() > 1) {
      double up = heads * (attention.noPositionDim() + attention.valueDim());
      return projections
          + product(count, up, attention.kvRank())
          + attend(heads, heads, attention.queryDim(), attention.valueDim(), tokens.keys(), tokens);
    }
    return projections
        + products(count, attention.kvRank(), attention.noPositionDim(), heads)
        + attend(heads, 1, cached, attention.kvRank(), tokens.keys(), tokens)
        + products(count, attention.valueDim(), attention.kvRank(), heads);
  }

  /** Other mixers: their weights as one product, their state read and written. */
  private double streamed(SequenceMixer mixer, Tokens tokens) {
    double weights = (double) mixer.parameters(model.hidden()).weights() / tensor;
    double state = (double) mixer.stateElements() / tensor;
    return product(tokens.count(), weights / model.hidden(), model.hidden())
        + pass(2 * tokens.sequences() * state * ELEMENT, 3);
  }

  private double feedForward(FeedForward feedForward, Tokens tokens) {
    return switch (feedForward) {
      case NoFeedForward none -> 0;
      case DenseFeedForward dense -> network(dense.inner(), dense.activation(), tokens.count());
      case MixtureOfExperts moe -> experts(moe, tokens.count());
    };
  }

  private double network(double inner, Activation activation, double count) {
    double width = inner / tensor;
    double first = activation.gated() ? 2 * width : width;
    return product(count, first, model.hidden())
        + pass(count * (first + width) * ELEMENT, 1)
        + product(count, model.hidden(), width);
  }

  private double experts(MixtureOfExperts moe, double count) {
    double shared =
        moe.sharedInner() == 0 ? 0 : network(moe.sharedInner(), moe.activation(), count);
    return product(count, moe.experts(), model.hidden())
        + pass(8 * count * moe.experts(), 2)
        + cost(
            new Operation.ExpertLayer(
                (int) Math.max(1, Math.round(count * sharing.engines())),
                moe.expertWidth(model.hidden()),
                moe.expertInner(),
                moe.topK(),
                moe.experts(),
                sharing.slices(),
                sharing.ranks(),
                moe.activation().gated(),
                ROUTED,
                weights,
                scaling()))
        + exchanged(moe, count)
        + shared;
  }

  /** Each token's copies to their experts and what these say about them back. */
  private double exchanged(MixtureOfExperts moe, double count) {
    return sharing.engines() == 1
        ? 0
        : 2 * exchange.applyAsDouble(count / tensor * moe.topK() * model.hidden() * ELEMENT);
  }

  /** Weights of eight bits have a scale for each block of 128 x 128 (2412.19437, section 3.3). */
  private Scaling scaling() {
    return weights.bytes() < 2 ? Scaling.BLOCK : Scaling.NONE;
  }

  private double product(double m, double n, double k) {
    return products(m, n, k, 1);
  }

  private double products(double m, double n, double k, double count) {
    return cost(new Operation.MatrixProduct(m, n, k, count, weights, 0, scaling()));
  }

  private double pass(double bytes, int kernels) {
    return cost(new Operation.MemoryPass(bytes, kernels));
  }

  private double cost(Operation operation) {
    return costs.cost(operation).seconds();
  }
}
