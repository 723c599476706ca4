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
  /** Share of the host's time for a kernel that is the launch itself: 2.5 of 10 us. */
  private static final double LAUNCH_ALONE = 0.25;

  private final TrainingContext context;
  private final Experts mechanism;
  private final NetworkWork network;
  private final ElementWise passes;

  ExpertWork(TrainingContext context) {
    this.context = context;
    this.mechanism = context.framework().experts();
    this.network = new NetworkWork(context);
    this.passes = ElementWise.of(context);
  }

  void forward(StepList steps, MixtureOfExperts moe) {
    ExpertLoad load = ExpertLoad.of(context, moe);
    route(steps, moe, 1);
    awaitCounts(steps);
    send(steps, load, "dispatch", Timing.WITH_NEXT);
    shared(steps, moe, true);
    slices(steps, load, "expert all-gather", Kind.ALL_GATHER);
    convert(steps, load, "expert", load.busiest() * load.width(), false);
    product(steps, load, up(moe));
    passes
        .activation(moe.activation())
        .forward(steps, "expert activation", load.busiest() * inner(moe));
    convert(steps, load, "expert inner", load.busiest() * inner(moe), true);
    product(steps, load, down(moe));
    slices(steps, load, "expert reduce-scatter", Kind.REDUCE_SCATTER);
    send(steps, load, "combine", Timing.WITH_NEXT);
  }

  void backward(StepList steps, MixtureOfExperts moe) {
    ExpertLoad load = ExpertLoad.of(context, moe);
    send(steps, load, "combine gradient", Timing.WITH_NEXT);
    slices(steps, load, "expert all-gather gradient", Kind.ALL_GATHER);
    convert(steps, load, "expert gradient", load.busiest() * load.width(), false);
    gradients(steps, load, down(moe));
    if (NetworkWork.recomputesActivation(context)) {
      StepList again = new StepList(true);
      passes
          .activation(moe.activation())
          .forward(again, "expert activation", load.busiest() * inner(moe));
      steps.addAll(again);
    }
    passes
        .activation(moe.activation())
        .backward(steps, "expert activation", load.busiest() * inner(moe));
    convert(steps, load, "expert inner gradient", load.busiest() * inner(moe), true);
    gradients(steps, load, up(moe));
    slices(steps, load, "expert reduce-scatter gradient", Kind.REDUCE_SCATTER);
    send(steps, load, "dispatch gradient", Timing.WITH_NEXT);
    shared(steps, moe, false);
    route(steps, moe, 2);
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

  /** The host reads how many tokens each expert got before it can issue what depends on it. */
  private void awaitCounts(StepList steps) {
    if (mechanism.dropless()) {
      steps.host("token counts", mechanism.countWait().seconds(), true);
    }
  }

  /**
   * Tokens are permuted, sent to the ranks of their experts, and sorted by expert there: each time
   * read and written.
   */
  private void send(StepList steps, ExpertLoad load, String name, Timing timing) {
    double bytes = load.sentBytes(context);
    steps.memory(name + " permutation", 2 * bytes, 3);
    if (context.strategy().expert() > 1) {
      double hidden = 1 - (far() ? mechanism.exposedFar() : mechanism.exposed());
      exchange(steps, load, name, (1 - hidden) * bytes, timing);
      exchange(steps, load, name, hidden * bytes, Timing.BEHIND);
      steps.memory(name + " sorting", 2 * bytes, 2);
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

  /** The operand of each expert is converted by kernels of its own. */
  private void convert(
      StepList steps, ExpertLoad load, String name, double elements, boolean produced) {
    if (Conversion.add(context, steps, name, elements, produced)) {
      issueRest(steps, load);
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
    issueRest(steps, load);
  }

  private void gradients(StepList steps, ExpertLoad load, Products products) {
    steps.kernel(
        products.name() + " input gradient",
        TimePart.MATRIX_PRODUCTS,
        grouped(load, products.depth(), products.columns(), 0, Along.RESULT));
    issueRest(steps, load);
    steps.weightGradient(
        products.name() + " weight gradient",
        TimePart.MATRIX_PRODUCTS,
        grouped(
            load,
            products.columns(),
            products.depth(),
            LinearWork.accumulated(context),
            Along.SUMS));
    issueRest(steps, load);
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
   * The host issues a product for each expert, on a few streams (Transformer Engine's grouped
   * linear layer); the first is the kernel's own launch, and no interpreter is between the others.
   */
  private void issueRest(StepList steps, ExpertLoad load) {
    double each = LAUNCH_ALONE * context.framework().host().launch().seconds();
    steps.host("launch of experts", (load.localExperts() - 1) * each, false);
  }
}
