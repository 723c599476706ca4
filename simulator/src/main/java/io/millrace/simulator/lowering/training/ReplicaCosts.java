package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.report.MemoryUse;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import java.util.List;

/** What replicas exchange, update and keep, for each class of stages of a layout. */
public final class ReplicaCosts {
  private final ReplicaStrategy replicas;

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

  /** Bytes that a class keeps besides activations, with what the libraries take. */
  final double[] fixedBytes;

  /** Bytes that a byte of activations takes with what the allocator cannot use. */
  final double activationBytes;

  private ReplicaCosts(TrainingContext context, PlanLayout layout) {
    this.replicas = context.plan().replicas();
    ReplicaExchanges exchanges = new ReplicaExchanges(context);
    OptimizerWork optimizer = new OptimizerWork(context);
    MemoryAccount account = new MemoryAccount(context);
    int classes = layout.classes();
    this.reducesOnce = exchanges.reducesOnce();
    this.gradientsOverlap = exchanges.reducesBesidePasses();
    this.gather = new ExchangeFigures[classes][layout.chunks()];
    this.reduce = new ExchangeFigures[classes][layout.chunks()];
    this.shared = new ExchangeFigures[classes];
    this.afterNormSeconds = new double[classes];
    this.updateSeconds = new double[classes];
    this.fixedBytes = new double[classes];
    int levels = context.cluster().levels().size();
    for (int kind = 0; kind < classes; kind++) {
      List<Chunk> chunks = layout.chunksOf(kind);
      List<ParameterShare> weights =
          chunks.stream().map(it -> new ChunkParameters(context, it).all()).toList();
      StageWork work = new StageWork(chunks, List.of(), weights);
      updateSeconds[kind] = optimizer.update(work.allParameters()).seconds();
      afterNormSeconds[kind] = updateSeconds[kind];
      for (int chunk = 0; chunk < chunks.size(); chunk++) {
        Pieces pieces =
            new Pieces(exchanges, levels, weights.get(chunk), chunks.get(chunk).layers().size());
        gather[kind][chunk] = pieces.gather();
        reduce[kind][chunk] = pieces.reduce();
        afterNormSeconds[kind] += pieces.gatherAfterUpdate();
      }
      shared[kind] = Pieces.figures(levels, exchanges.gradients(weights.getFirst(), 1, 1));
      fixedBytes[kind] = account.of(layout.firstOf(kind), work, 0).total().count();
    }
    this.activationBytes = 1 + context.framework().memory().slack();
    this.tiedSeconds = exchanges.sumsTiedEmbeddings() ? exchanges.tiedEmbedding().seconds() : -1;
    this.normSeconds = exchanges.normSeconds();
    this.hostSeconds = context.framework().host().iteration().seconds() + exchanges.ownersSeconds();
  }

  static ReplicaCosts of(TrainingContext context, PlanLayout layout) {
    return new ReplicaCosts(context, layout);
  }

  /** How they share what they all need. */
  public ReplicaStrategy replicas() {
    return replicas;
  }

  /** What the fullest stage has to keep, whatever its passes do, as {@link MemoryUse} counts. */
  double leastBytes() {
    double most = 0;
    for (double bytes : fixedBytes) {
      most = Math.max(most, bytes);
    }
    return most;
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
