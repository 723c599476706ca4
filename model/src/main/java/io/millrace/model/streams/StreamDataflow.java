package io.millrace.model.streams;

import java.util.List;
import java.util.OptionalInt;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultDirectedGraph;

/**
 * The stages of reinforcement learning and the streams between them (SRL, section 3: actor, policy
 * and trainer workers, inference and sample streams, parameter service).
 *
 * @param environments make samples
 * @param policies choose their actions
 * @param trainers learn from the samples
 * @param parameters bring what was learnt to the policies
 * @param requestCapacity observations that may wait for a policy worker
 * @param sampleCapacity samples that may wait for the trainers; at least those of a step
 */
public record StreamDataflow(
    EnvironmentWorkers environments,
    PolicyWorkers policies,
    TrainerWorkers trainers,
    ParameterServer parameters,
    int requestCapacity,
    int sampleCapacity) {

  /** Checks that trainers can ever begin. */
  public StreamDataflow {
    if (requestCapacity < 1) {
      throw new IllegalArgumentException("requests need room for 1, not " + requestCapacity);
    }
    if (sampleCapacity < trainers.samplesPerStep()) {
      throw new IllegalArgumentException(
          "room for %d samples is less than a step of training takes, %d"
              .formatted(sampleCapacity, trainers.samplesPerStep()));
    }
  }

  /** The stages in the order in which data go round. */
  public List<Stage> stages() {
    return List.of(environments, policies, trainers, parameters);
  }

  /** Stages joined by streams. It has a cycle: what is learnt decides what is sampled. */
  public Graph<Stage, Stream> graph() {
    Graph<Stage, Stream> graph = new DefaultDirectedGraph<>(Stream.class);
    stages().forEach(graph::addVertex);
    for (Stream stream :
        List.of(
            new Stream(
                Stream.Kind.REQUESTS, environments, policies, OptionalInt.of(requestCapacity)),
            new Stream(Stream.Kind.ACTIONS, policies, environments, OptionalInt.empty()),
            new Stream(Stream.Kind.SAMPLES, environments, trainers, OptionalInt.of(sampleCapacity)),
            new Stream(Stream.Kind.VERSIONS, trainers, parameters, OptionalInt.empty()),
            new Stream(Stream.Kind.VERSIONS, parameters, policies, OptionalInt.empty()))) {
      graph.addEdge(stream.from(), stream.to(), stream);
    }
    return graph;
  }

  /** Steps of environments that a step of training learns from. */
  public long framesPerTrainingStep() {
    return (long) trainers.samplesPerStep() * environments.sampleSteps();
  }

  /** Samples that exist at most beside those that are being learnt from. */
  public long samplesInFlight() {
    return (long) environments.slots() + sampleCapacity;
  }
}
