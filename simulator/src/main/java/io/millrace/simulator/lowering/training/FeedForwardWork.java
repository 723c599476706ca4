package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Activation;
import io.millrace.model.architecture.DenseFeedForward;
import io.millrace.model.architecture.FeedForward;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.NoFeedForward;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.Step.Timing;

/** The steps of the half of a layer that works on each position. */
final class FeedForwardWork {
  /**
   * Tokens of the busiest expert rank against the mean. Pre-training keeps loads even with an
   * auxiliary loss or bias; what is left is of this size (the power-law rows of measured grouped
   * products differ from the balanced ones by about as much).
   */
  private static final double IMBALANCE = 1.1;

  private final TrainingContext context;
  private final LinearWork linear;
  private final ElementWise passes;

  FeedForwardWork(TrainingContext context) {
    this.context = context;
    this.linear = new LinearWork(context);
    this.passes = ElementWise.of(context.fusion());
  }

  void forward(StepList steps, FeedForward feedForward) {
    int hidden = context.model().hidden();
    switch (feedForward) {
      case NoFeedForward none -> {}
      case DenseFeedForward dense -> {
        linear.columnForward(steps, "up", hidden, width(dense.inner(), dense.activation()));
        activation(
            steps, dense.activation(), context.tokens() * dense.inner() / context.tensor(), 1);
        linear.rowForward(steps, "down", dense.inner(), hidden);
      }
      case MixtureOfExperts moe -> expertsForward(steps, moe);
    }
  }

  void backward(StepList steps, FeedForward feedForward) {
    int hidden = context.model().hidden();
    switch (feedForward) {
      case NoFeedForward none -> {}
      case DenseFeedForward dense -> {
        linear.rowBackward(steps, "down", dense.inner(), hidden);
        activation(
            steps,
            dense.activation(),
            context.tokens() * dense.inner() / context.tensor(),
            ElementWise.ACTIVATION_BACKWARD);
        linear.columnBackward(steps, "up", hidden, width(dense.inner(), dense.activation()));
      }
      case MixtureOfExperts moe -> expertsBackward(steps, moe);
    }
  }

  /** Bytes that the network keeps for the backward pass, without its input. */
  double keptBytes(FeedForward feedForward) {
    double tokens = context.tokens();
    return switch (feedForward) {
      case NoFeedForward none -> 0;
      case DenseFeedForward dense ->
          tokens / context.tensor() * kept(dense.inner(), dense.activation());
      case MixtureOfExperts moe ->
          routedTokens(moe)
                  * (moe.expertWidth(context.model().hidden()) * context.keptInputBytes()
                      + kept(moe.expertInner(), moe.activation()) / context.expertTensor())
              + tokens / context.tensor() * kept(moe.sharedInner(), moe.activation());
    };
  }

  /** Width of what the networks' first products write. */
  double firstWidth(FeedForward feedForward) {
    return switch (feedForward) {
      case NoFeedForward none -> 0;
      case DenseFeedForward dense -> width(dense.inner(), dense.activation());
      case MixtureOfExperts moe ->
          moe.topK() * width(moe.expertInner(), moe.activation())
              + width(moe.sharedInner(), moe.activation());
    };
  }

  /** Bytes for each token of what the up projection writes and the down projection reads. */
  private double kept(int inner, Activation activation) {
    return width(inner, activation) * TrainingContext.HALF + inner * context.keptInputBytes();
  }

  private static double width(int inner, Activation activation) {
    return activation.gated() ? 2.0 * inner : inner;
  }

  private void activation(
      StepList steps, Activation activation, double elements, double direction) {
    double each = activation.gated() ? passes.gatedActivation() : passes.activation();
    steps.memory(
        direction > 1 ? "activation gradient" : "activation",
        direction * each * elements * TrainingContext.HALF,
        passes.kernels());
  }

  /** Copies of tokens that one rank's experts work on, on the busiest rank. */
  private double routedTokens(MixtureOfExperts moe) {
    double imbalance = context.strategy().expert() > 1 ? IMBALANCE : 1;
    double rankTokens =
        context.expertsSliced() ? context.tokens() : context.tokens() / context.tensor();
    return rankTokens * moe.topK() * imbalance;
  }

  private void expertsForward(StepList steps, MixtureOfExperts moe) {
    int hidden = context.model().hidden();
    route(steps, moe, 1);
    if (moe.sharedInner() > 0) {
      linear.columnForward(steps, "shared up", hidden, width(moe.sharedInner(), moe.activation()));
      activation(
          steps, moe.activation(), context.tokens() * moe.sharedInner() / context.tensor(), 1);
      linear.rowForward(steps, "shared down", moe.sharedInner(), hidden);
    }
    dispatch(steps, moe, "dispatch");
    exchangeSlices(steps, moe, "expert all-gather", Kind.ALL_GATHER);
    double tokens = routedTokens(moe);
    LinearWork.quantize(context, steps, "expert", tokens * moe.expertWidth(hidden));
    groupedForward(steps, moe, up(moe));
    activation(steps, moe.activation(), tokens * moe.expertInner() / context.expertTensor(), 1);
    LinearWork.quantize(
        context, steps, "expert inner", tokens * moe.expertInner() / context.expertTensor());
    groupedForward(steps, moe, down(moe));
    exchangeSlices(steps, moe, "expert reduce-scatter", Kind.REDUCE_SCATTER);
    dispatch(steps, moe, "combine");
  }

  private void expertsBackward(StepList steps, MixtureOfExperts moe) {
    int hidden = context.model().hidden();
    dispatch(steps, moe, "combine gradient");
    exchangeSlices(steps, moe, "expert all-gather gradient", Kind.ALL_GATHER);
    double tokens = routedTokens(moe);
    LinearWork.quantize(context, steps, "expert gradient", tokens * moe.expertWidth(hidden));
    groupedBackward(steps, moe, down(moe));
    activation(
        steps,
        moe.activation(),
        tokens * moe.expertInner() / context.expertTensor(),
        ElementWise.ACTIVATION_BACKWARD);
    LinearWork.quantize(
        context,
        steps,
        "expert inner gradient",
        tokens * moe.expertInner() / context.expertTensor());
    groupedBackward(steps, moe, up(moe));
    exchangeSlices(steps, moe, "expert reduce-scatter gradient", Kind.REDUCE_SCATTER);
    dispatch(steps, moe, "dispatch gradient");
    if (moe.sharedInner() > 0) {
      linear.rowBackward(steps, "shared down", moe.sharedInner(), hidden);
      activation(
          steps,
          moe.activation(),
          context.tokens() * moe.sharedInner() / context.tensor(),
          ElementWise.ACTIVATION_BACKWARD);
      linear.columnBackward(steps, "shared up", hidden, width(moe.sharedInner(), moe.activation()));
    }
    route(steps, moe, 2);
  }

  /** Router product, top-k and the permutation's indices: small kernels, many of them. */
  private void route(StepList steps, MixtureOfExperts moe, int times) {
    double tokens = context.elementWiseTokens();
    int hidden = context.model().hidden();
    steps.product("router", tokens, moe.experts(), hidden, context.wideFormat());
    if (times > 1) {
      steps.weightGradient(
          "router weight gradient",
          TimePart.MATRIX_PRODUCTS,
          new Operation.MatrixProduct(moe.experts(), hidden, tokens, context.wideFormat()));
    }
    steps.memory("top-k", times * 12.0 * tokens * moe.experts(), 6);
  }

  /** Tokens are permuted, sent to the ranks of their experts, and permuted there. */
  private void dispatch(StepList steps, MixtureOfExperts moe, String name) {
    double copies = routedTokens(moe) / context.expertTensor();
    double bytes = copies * moe.expertWidth(context.model().hidden()) * TrainingContext.HALF;
    steps.memory(name + " permutation", 2 * bytes, 2);
    if (context.strategy().expert() > 1) {
      double hidden = 1 - context.framework().modelExchange().expertExposed();
      exchange(steps, name, (1 - hidden) * bytes, moe, Timing.WITH_NEXT);
      exchange(steps, name, hidden * bytes, moe, Timing.BEHIND);
    }
  }

  private void exchange(
      StepList steps, String name, double bytes, MixtureOfExperts moe, Timing timing) {
    if (bytes > 0) {
      int copies = context.framework().modelExchange().hierarchicalDispatch() ? moe.topK() : 1;
      Collective collective = new Collective(Kind.ALL_TO_ALL, bytes, copies);
      steps.add(new Step.Exchange(name, Axis.EXPERT, collective, timing, 0));
    }
  }

  /**
   * Tensor-parallel ranks that share sliced experts need each other's tokens before them, and sum
   * their partial results after them: of routed copies where tokens were dispatched, else of
   * tokens.
   */
  private void exchangeSlices(StepList steps, MixtureOfExperts moe, String name, Kind kind) {
    if (context.expertTensor() > 1) {
      double tokens = context.strategy().expert() > 1 ? routedTokens(moe) : context.tokens();
      steps.exchange(
          name,
          Axis.TENSOR,
          kind,
          tokens * moe.expertWidth(context.model().hidden()) * TrainingContext.HALF,
          Timing.WITH_NEXT,
          0);
    }
  }

  /**
   * The products of all local experts on one rank.
   *
   * @param name what to call them
   * @param columns of each result
   * @param depth length of each sum
   */
  private record Products(String name, double columns, double depth) {}

  private Products up(MixtureOfExperts moe) {
    return new Products(
        "expert up",
        width(moe.expertInner(), moe.activation()) / context.expertTensor(),
        moe.expertWidth(context.model().hidden()));
  }

  private Products down(MixtureOfExperts moe) {
    return new Products(
        "expert down",
        moe.expertWidth(context.model().hidden()),
        moe.expertInner() / (double) context.expertTensor());
  }

  private void groupedForward(StepList steps, MixtureOfExperts moe, Products products) {
    double local = localExperts(moe);
    steps.kernel(
        products.name(),
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            routedTokens(moe) / local,
            products.columns(),
            products.depth(),
            local,
            context.matrixFormat(),
            0));
  }

  private void groupedBackward(StepList steps, MixtureOfExperts moe, Products products) {
    double local = localExperts(moe);
    double rows = routedTokens(moe) / local;
    steps.kernel(
        products.name() + " input gradient",
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            rows, products.depth(), products.columns(), local, context.matrixFormat(), 0));
    steps.weightGradient(
        products.name() + " weight gradient",
        TimePart.MATRIX_PRODUCTS,
        new Operation.MatrixProduct(
            products.columns(),
            products.depth(),
            rows,
            local,
            context.matrixFormat(),
            LinearWork.accumulated(context)));
  }

  private double localExperts(MixtureOfExperts moe) {
    return moe.experts() / (double) context.strategy().expert();
  }
}
