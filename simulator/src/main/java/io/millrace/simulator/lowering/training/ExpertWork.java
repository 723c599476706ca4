package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.framework.FrameworkProfile.Experts;
import io.millrace.model.framework.Fusion;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.cost.Operation.GroupedProduct.Along;
import io.millrace.simulator.lowering.training.Step.Timing;

/**
 * Routed experts: the router, the way of tokens to their experts and back, grouped products, and
 * the shared experts beside them.
 */
final class ExpertWork {
  /**
   * Small kernels between the router and the exchange: the auxiliary loss, the map of who goes
   * where, counts by expert and by rank, their exchange and copies to the host. A dispatcher over
   * plain all-to-all makes its splits of them, a library that dispatches one call. Estimates from
   * what the modules do, not profiled (Megatron-Core 0.14, megatron/core/transformer/moe:
   * router.py, token_dispatcher.py, fused_a2a.py).
   */
  private static final int COUNTING_KERNELS = 25;

  private static final int COUNTING_KERNELS_OF_LIBRARY = 10;

  /** A conversion of an expert's operand is as much work of the host as two products. */
  private static final int CONVERSION_ISSUES = 2;

  private final TrainingContext context;
  private final Experts mechanism;
  private final NetworkWork network;
  private final ElementWise passes;
  private final boolean fused;

  ExpertWork(TrainingContext context) {
    this.context = context;
    this.mechanism = context.framework().experts();
    this.network = new NetworkWork(context);
    this.passes = ElementWise.of(context);
    this.fused = context.fusesExperts();
  }

  void forward(StepList steps, MixtureOfExperts moe) {
    ExpertLoad load = ExpertLoad.of(context, moe);
    route(steps, moe, 1);
    count(steps, moe);
    send(steps, load, "dispatch", Timing.WITH_NEXT);
    shared(steps, moe, true);
    slices(steps, load, "expert all-gather", Kind.ALL_GATHER);
    convert(steps, load, "expert", load.busiest() * load.width());
    product(steps, load, up(moe));
    activate(steps, load, moe);
    product(steps, load, down(moe));
    slices(steps, load, "expert reduce-scatter", Kind.REDUCE_SCATTER);
    send(steps, load, "combine", Timing.WITH_NEXT);
  }

  void backward(StepList steps, MixtureOfExperts moe) {
    ExpertLoad load = ExpertLoad.of(context, moe);
    send(steps, load, "combine gradient", Timing.WITH_NEXT);
    slices(steps, load, "expert all-gather gradient", Kind.ALL_GATHER);
    convert(steps, load, "expert gradient", load.busiest() * load.width());
    gradients(steps, load, down(moe));
    activateBackward(steps, load, moe);
    gradients(steps, load, up(moe));
    slices(steps, load, "expert reduce-scatter gradient", Kind.REDUCE_SCATTER);
    send(steps, load, "dispatch gradient", Timing.WITH_NEXT);
    shared(steps, moe, false);
    route(steps, moe, 2);
  }

  /** The activation is a pass of its own, or the first product's epilogue. */
  private void activate(StepList steps, ExpertLoad load, MixtureOfExperts moe) {
    if (!fused) {
      double elements = load.busiest() * inner(moe);
      passes.activation(moe.activation()).forward(steps, "expert activation", elements);
      convert(steps, load, "expert inner", elements);
    }
  }

  private void activateBackward(StepList steps, ExpertLoad load, MixtureOfExperts moe) {
    double elements = load.busiest() * inner(moe);
    if (NetworkWork.recomputesActivation(context) && !fused) {
      StepList again = new StepList(true);
      passes.activation(moe.activation()).forward(again, "expert activation", elements);
      steps.addAll(again);
    }
    if (!fused) {
      passes.activation(moe.activation()).backward(steps, "expert activation", elements);
      convert(steps, load, "expert inner gradient", elements);
    }
  }

  /** Bytes kept: tokens as they came, what the products wrote and read, and the shared experts. */
  double keptBytes(MixtureOfExperts moe) {
    ExpertLoad load = ExpertLoad.of(context, moe);
    return load.mean()
            * (load.width() * context.keptInputBytes()
                + network.kept(moe.expertInner(), moe.activation()) / context.expertTensor())
        + context.tokens() / context.tensor() * network.kept(moe.sharedInner(), moe.activation())
        + 4 * context.elementWiseTokens() * moe.experts();
  }

  private void shared(StepList steps, MixtureOfExperts moe, boolean forward) {
    if (moe.sharedInner() == 0) {
      return;
    }
    if (forward) {
      network.forward(steps, "shared ", moe.sharedInner(), moe.activation());
    } else {
      network.backward(steps, "shared ", moe.sharedInner(), moe.activation());
    }
  }

  /**
   * Router product, scores of all experts in 32 bits (softmax or sigmoid, top-k, the map of who
   * goes where, the balancing loss), and their gradients. Megatron-Core's fused router is two
   * kernels, its plain one about a dozen (megatron/core/transformer/moe/router.py).
   */
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
    boolean fused = context.fusion() == Fusion.FUSED || context.fusion() == Fusion.COMPILED;
    steps.memory("top-k", (fused ? 12 : 40) * tokens * moe.experts(), fused ? 4 : 12);
  }

  /**
   * Tokens are counted by expert, and the host reads how many each got before it can issue what
   * depends on it.
   */
  private void count(StepList steps, MixtureOfExperts moe) {
    int kernels = mechanism.hierarchical() ? COUNTING_KERNELS_OF_LIBRARY : COUNTING_KERNELS;
    steps.memory("token map", 2 * context.elementWiseTokens() * moe.experts(), kernels);
    if (mechanism.dropless() && !fused) {
      steps.host("token counts", mechanism.countWait().seconds(), true);
    }
  }

  /**
   * Tokens are permuted, sent to the ranks of their experts, and sorted by expert there: each time
   * read and written. Where a token goes to a rank once, what sends it reads it where it is, and
   * sorting copies it for the rank's experts.
   */
  private void send(StepList steps, ExpertLoad load, String name, Timing timing) {
    double bytes = load.sentBytes(context);
    int ranks = context.strategy().expert();
    boolean once = mechanism.hierarchical() && ranks > 1;
    if (!once) {
      steps.memory(name + " permutation", (1 + 1.0 / load.copies()) * bytes, 3);
    }
    if (ranks > 1) {
      double hidden = 1 - (far() || fused ? mechanism.exposedFar() : mechanism.exposed());
      exchange(steps, load, name, (1 - hidden) * bytes, timing);
      exchange(steps, load, name, hidden * bytes, Timing.BEHIND);
      steps.memory(name + " sorting", (1 + (once ? load.distinctShare(ranks) : 1)) * bytes, 2);
    }
  }

  /** Whether tokens leave the fabric that joins the devices of a scale-up domain. */
  private boolean far() {
    return context.strategy().expert() * context.expertTensor() > context.cluster().scaleUpDomain();
  }

  private void exchange(StepList steps, ExpertLoad load, String name, double bytes, Timing timing) {
    if (bytes > 0) {
      int copies = mechanism.hierarchical() ? load.copies() : 1;
      Collective collective = new Collective(Kind.ALL_TO_ALL, bytes, copies);
      double beside =
          mechanism.sharedBeside() && name.equals("dispatch") && load.hasShared() ? 1 : 0;
      steps.add(new Step.Exchange(name, Axis.EXPERT, collective, timing, beside));
    }
  }

  /**
   * Tensor-parallel ranks that share sliced experts need each other's tokens before them, and sum
   * their partial results after them: of routed copies where tokens were dispatched, else of
   * tokens.
   */
  private void slices(StepList steps, ExpertLoad load, String name, Kind kind) {
    if (context.expertTensor() > 1) {
      double tokens = context.strategy().expert() > 1 ? load.busiest() : context.tokens();
      steps.exchange(
          name,
          Axis.TENSOR,
          kind,
          tokens * load.width() * context.elementBytes(),
          Timing.WITH_NEXT,
          0);
    }
  }

  /**
   * The operand of each expert is converted by kernels of its own. What activations of experts
   * write has 16 bits: their products take no converted operands (Transformer Engine's {@code
   * GroupedLinear}), unless both are one kernel.
   */
  private void convert(StepList steps, ExpertLoad load, String name, double elements) {
    if (Conversion.add(context, steps, name, elements, false)) {
      issue(steps, load, CONVERSION_ISSUES);
    }
  }

  /** Inner width of an expert on one rank. */
  private double inner(MixtureOfExperts moe) {
    return moe.expertInner() / (double) context.expertTensor();
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
        FeedForwardWork.width(moe.expertInner(), moe.activation()) / context.expertTensor(),
        moe.expertWidth(context.model().hidden()));
  }

  private Products down(MixtureOfExperts moe) {
    return new Products("expert down", moe.expertWidth(context.model().hidden()), inner(moe));
  }

  private void product(StepList steps, ExpertLoad load, Products products) {
    steps.kernel(
        products.name(),
        TimePart.MATRIX_PRODUCTS,
        grouped(load, products.columns(), products.depth(), 0, Along.RESULT));
    issue(steps, load, 1);
  }

  private void gradients(StepList steps, ExpertLoad load, Products products) {
    steps.kernel(
        products.name() + " input gradient",
        TimePart.MATRIX_PRODUCTS,
        grouped(load, products.depth(), products.columns(), 0, Along.RESULT));
    issue(steps, load, 1);
    steps.weightGradient(
        products.name() + " weight gradient",
        TimePart.MATRIX_PRODUCTS,
        grouped(
            load,
            products.columns(),
            products.depth(),
            LinearWork.accumulated(context),
            Along.SUMS));
    issue(steps, load, 1);
    LinearWork.addGradient(
        context,
        steps,
        products.name(),
        load.localExperts() * products.columns() * products.depth(),
        1);
  }

  private Operation grouped(
      ExpertLoad load, double columns, double depth, int accumulated, Along along) {
    return new Operation.GroupedProduct(
        load.busiest(),
        load.localExperts(),
        columns,
        depth,
        context.matrixFormat(),
        accumulated,
        Conversion.scaling(context),
        along);
  }

  /**
   * The host prepares and issues a product for each expert, on a few streams (Transformer Engine's
   * grouped linear layer), before what follows.
   */
  private void issue(StepList steps, ExpertLoad load, int times) {
    if (!fused) {
      double each = mechanism.issue().seconds();
      steps.host("issue of experts", times * load.localExperts() * each, false);
    }
  }
}
