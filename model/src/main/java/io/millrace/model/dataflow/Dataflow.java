package io.millrace.model.dataflow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jgrapht.graph.DirectedAcyclicGraph;

/**
 * The calls of one iteration and what they pass on to each other. A call reads what another one
 * writes under the same key; keys that nobody writes come with the batch, as prompts do.
 *
 * @param name of the algorithm, such as {@code ppo}
 * @param calls each of another name, none waiting for itself; kept in the given order
 */
public record Dataflow(String name, List<ModelFunctionCall> calls) {

  /** Checks names and cycles. */
  public Dataflow {
    calls = List.copyOf(calls);
    long names = calls.stream().map(ModelFunctionCall::name).distinct().count();
    if (calls.isEmpty() || names < calls.size()) {
      throw new IllegalArgumentException(
          calls.isEmpty() ? name + " has no calls" : "two calls of " + name + " have one name");
    }
    connect(calls, 1, 0);
  }

  /** The call of a name. */
  public Optional<ModelFunctionCall> call(String of) {
    return calls.stream().filter(it -> it.name().equals(of)).findFirst();
  }

  /** Calls that devices run, in the given order. */
  public List<ModelFunctionCall> placed() {
    return calls.stream().filter(it -> it.kind().runsOnDevices()).toList();
  }

  /** The roles in the order in which calls name them. */
  public SequencedSet<String> roles() {
    SequencedSet<String> roles = new LinkedHashSet<>();
    calls.forEach(it -> it.role().ifPresent(roles::add));
    return roles;
  }

  /** Calls that use the weights of a role. */
  public List<ModelFunctionCall> of(String role) {
    return calls.stream().filter(it -> it.isOf(role)).toList();
  }

  /** The call of the iteration that updates the weights of a role, if there is one. */
  public Optional<ModelFunctionCall> trainingOf(String role) {
    return training(calls, role);
  }

  /** Whether a call of the iteration updates the weights of a role. */
  public boolean trains(String role) {
    return trainingOf(role).isPresent();
  }

  /**
   * Several iterations, one after the other, with the weights that go from one to the next: a call
   * of a trained role waits for its update in the iteration before, generation for that of some
   * iterations earlier (ReaL concatenates iterations the same way: realhf, docs/source/impl.rst).
   *
   * @param iterations how many
   * @param staleness iterations that generation may be ahead of the weights it uses: 0 where it
   *     waits for the last update
   */
  public DirectedAcyclicGraph<CallInstance, Dependency> unrolled(int iterations, int staleness) {
    return connect(calls, iterations, staleness);
  }

  private static DirectedAcyclicGraph<CallInstance, Dependency> connect(
      List<ModelFunctionCall> calls, int iterations, int staleness) {
    DirectedAcyclicGraph<CallInstance, Dependency> graph =
        new DirectedAcyclicGraph<>(Dependency.class);
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (ModelFunctionCall call : calls) {
        graph.addVertex(new CallInstance(call, iteration));
      }
    }
    for (int iteration = 0; iteration < iterations; iteration++) {
      for (ModelFunctionCall to : calls) {
        CallInstance reader = new CallInstance(to, iteration);
        for (ModelFunctionCall from : calls) {
          List<String> keys = new ArrayList<>(from.outputs());
          keys.retainAll(to.inputs());
          if (!keys.isEmpty()) {
            CallInstance writer = new CallInstance(from, iteration);
            add(graph, new Dependency.Data(writer, reader, keys));
          }
        }
        int age = to.kind() == CallKind.GENERATION ? 1 + staleness : 1;
        if (iteration >= age && to.role().isPresent()) {
          String role = to.role().get();
          int version = iteration - age;
          training(calls, role)
              .map(it -> new CallInstance(it, version))
              .ifPresent(it -> add(graph, new Dependency.ParameterVersion(it, reader, role)));
        }
      }
    }
    return graph;
  }

  private static void add(
      DirectedAcyclicGraph<CallInstance, Dependency> graph, Dependency dependency) {
    try {
      graph.addEdge(dependency.from(), dependency.to(), dependency);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s and %s wait for each other"
              .formatted(dependency.from().call().name(), dependency.to().call().name()),
          e);
    }
  }

  private static Optional<ModelFunctionCall> training(List<ModelFunctionCall> calls, String role) {
    return calls.stream().filter(it -> it.kind() == CallKind.TRAINING && it.isOf(role)).findFirst();
  }
}
