package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.closedform.StageVector;
import java.util.List;

/** What replicas take to exchange and update, for each class of stages of a layout. */
final class ReplicaTimes {
  final boolean reducesOnce;
  final boolean gradientsOverlap;

  /** By class and chunk, in pieces as {@link StageVector} takes them. */
  final ExchangeFigures[][] gather;

  final ExchangeFigures[][] reduce;

  /** What transfers between stages may meet, by class. */
  final ExchangeFigures[] shared;

  /** From the gradients' norm to the end, without what the host does, by class. */
  final double[] afterNormSeconds;

  /** The update alone, by class. */
  final double[] updateSeconds;

  /** Of the sum of tied embeddings' gradients; negative: there is none. */
  final double tiedSeconds;

  final double normSeconds;

  /** Of the host, once an iteration. */
  final double hostSeconds;

  /**
   * Finds them.
   *
   * @param stages one of each class
   */
  ReplicaTimes(TrainingContext context, List<StageWork> stages) {
    ReplicaExchanges exchanges = new ReplicaExchanges(context);
    OptimizerWork optimizer = new OptimizerWork(context);
    int classes = stages.size();
    int chunks = stages.getFirst().chunks().size();
    this.reducesOnce = exchanges.reducesOnce();
    this.gradientsOverlap = exchanges.reducesBesidePasses();
    this.gather = new ExchangeFigures[classes][chunks];
    this.reduce = new ExchangeFigures[classes][chunks];
    this.shared = new ExchangeFigures[classes];
    this.afterNormSeconds = new double[classes];
    this.updateSeconds = new double[classes];
    int levels = context.cluster().levels().size();
    for (int kind = 0; kind < classes; kind++) {
      StageWork work = stages.get(kind);
      updateSeconds[kind] = optimizer.update(work.allParameters()).seconds();
      afterNormSeconds[kind] = updateSeconds[kind];
      for (int chunk = 0; chunk < chunks; chunk++) {
        int layers = work.chunks().get(chunk).layers().size();
        Pieces pieces = new Pieces(exchanges, levels, work.parameters().get(chunk), layers);
        gather[kind][chunk] = pieces.gather();
        reduce[kind][chunk] = pieces.reduce();
        afterNormSeconds[kind] += pieces.gatherAfterUpdate();
      }
      ParameterShare first = work.parameters().getFirst();
      shared[kind] = Pieces.figures(levels, exchanges.gradients(first, 1, 1));
    }
    this.tiedSeconds = exchanges.sumsTiedEmbeddings() ? exchanges.tiedEmbedding().seconds() : -1;
    this.normSeconds = exchanges.normSeconds();
    this.hostSeconds = context.framework().host().iteration().seconds() + exchanges.ownersSeconds();
  }

  /**
   * Seconds that an iteration takes at least besides its passes: what arrives before the first
   * forward pass can start on the first stage, for which all wait; what leaves of a stage's
   * gradients when all its passes are done, of whichever stage is last; and what follows.
   *
   * @param firstClass of the first stage
   */
  double leastBesidePasses(int firstClass) {
    double least = Double.POSITIVE_INFINITY;
    double longest = 0;
    for (int kind = 0; kind < reduce.length; kind++) {
      double leaves = 0;
      // Beside passes leaves all but the last piece of the first chunk, which is done last.
      for (int chunk = 0; chunk < (gradientsOverlap ? 1 : reduce[kind].length); chunk++) {
        leaves += reduce[kind][chunk].aloneSeconds();
      }
      least = Math.min(least, leaves);
      longest = Math.max(longest, afterNormSeconds[kind]);
    }
    return gather[firstClass][0].aloneSeconds() + least + normSeconds + longest + hostSeconds;
  }

  /** A chunk's exchanges. */
  private record Pieces(
      ReplicaExchanges exchanges, int levels, ParameterShare weights, int layers) {

    private ExchangeFigures gather() {
      return exchanges.gathersAtStart()
          ? figures(levels, exchanges.weights(weights, layers, StageVector.PIECES))
          : ExchangeFigures.NONE;
    }

    private ExchangeFigures reduce() {
      int pieces = exchanges.reducesBesidePasses() ? StageVector.PIECES : 1;
      return exchanges.reducesOnce()
          ? figures(levels, exchanges.gradients(weights, layers, pieces))
          : ExchangeFigures.NONE;
    }

    private double gatherAfterUpdate() {
      return exchanges.gathersAfterUpdate()
          ? figures(levels, exchanges.weights(weights, layers, 1)).aloneSeconds()
          : 0;
    }

    private static ExchangeFigures figures(int levels, List<ReplicaExchange> exchanges) {
      ExchangeFigures figures = new ExchangeFigures(exchanges.size(), levels);
      exchanges.forEach(it -> figures.add(it.cost(), it.messages()));
      return figures;
    }
  }
}
