package io.millrace.planner.space;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The plans with some degrees: every way through the layers with every pipeline and every way of
 * sharing among replicas, the simplest first. Its members are numbered, so that a search can speak
 * of them without making plans.
 */
public final class MeshSpace {
  private final Scenario scenario;
  private final ParallelStrategy degrees;
  private final List<LayerStrategy> layers;
  private final List<Pipelining> pipelinings;
  private final List<ReplicaStrategy> replicas;
  private final List<Rule> passRules;
  private final List<Rule> sharingRules;
  private final Map<String, Long> forbidden = new LinkedHashMap<>();
  private final long candidates;

  MeshSpace(Scenario scenario, ParallelStrategy degrees, List<Rule> rules) {
    this.scenario = scenario;
    this.degrees = degrees;
    this.passRules = rules.stream().filter(Rule::readsPasses).toList();
    this.sharingRules = rules.stream().filter(Rule::readsSharing).toList();
    List<LayerStrategy> allLayers = new LayerStrategies(scenario, degrees).all();
    List<Pipelining> allPipelinings = new Pipelinings(scenario, degrees).all();
    List<ReplicaStrategy> allReplicas = new ReplicaStrategies(scenario, degrees).all();
    this.candidates = (long) allLayers.size() * allPipelinings.size() * allReplicas.size();
    Optional<Rule> broken = broken(rules, Set.of(), plan());
    if (broken.isPresent()) {
      forbidden.put(broken.get().name(), candidates);
      this.layers = List.of();
      this.pipelinings = List.of();
      this.replicas = List.of();
      return;
    }
    this.layers =
        allowed(
            rules,
            Choice.LAYERS,
            allLayers,
            plan()::with,
            (long) allPipelinings.size() * allReplicas.size());
    this.pipelinings =
        allowed(
            rules,
            Choice.PIPELINING,
            allPipelinings,
            plan()::with,
            (long) layers.size() * allReplicas.size());
    this.replicas =
        allowed(
            rules,
            Choice.REPLICAS,
            allReplicas,
            plan()::with,
            (long) layers.size() * pipelinings.size());
  }

  /** Any plan with these degrees: what rules see of choices that they do not read. */
  private TrainingPlan plan() {
    return new TrainingPlan(
        degrees,
        Pipelining.PLAIN,
        LayerStrategy.of(1, false, Recompute.NONE),
        ReplicaStrategy.COPIES);
  }

  private <T> List<T> allowed(
      List<Rule> rules,
      Choice choice,
      List<T> all,
      Function<T, TrainingPlan> plan,
      long plansOfEach) {
    List<T> allowed = new ArrayList<>();
    for (T it : all) {
      Optional<Rule> broken = broken(rules, Set.of(choice), plan.apply(it));
      if (broken.isEmpty()) {
        allowed.add(it);
      } else {
        forbidden.merge(broken.get().name(), plansOfEach, Long::sum);
      }
    }
    return List.copyOf(allowed);
  }

  private Optional<Rule> broken(List<Rule> rules, Set<Choice> reads, TrainingPlan plan) {
    return rules.stream()
        .filter(it -> it.reads().equals(reads))
        .filter(it -> !it.holds().test(scenario, plan))
        .findFirst();
  }

  /** The parallel degrees. */
  public ParallelStrategy degrees() {
    return degrees;
  }

  /** Ways through the layers that rules allow, each with some of the pipelines. */
  public List<LayerStrategy> layers() {
    return layers;
  }

  /** Pipelines that rules allow, each with some of the ways through the layers. */
  public List<Pipelining> pipelinings() {
    return pipelinings;
  }

  /** Ways of sharing among replicas that rules allow. */
  public List<ReplicaStrategy> replicas() {
    return replicas;
  }

  /** Sequences that each replica sees in an iteration. */
  public int batchOfReplica() {
    return scenario.workload().globalBatch() / degrees.data();
  }

  /** Whether a pipeline's chunks have equal numbers of layers. */
  public boolean isEven(int pipelining) {
    int chunks = degrees.pipeline() * pipelinings.get(pipelining).virtualStages();
    return scenario.model().layerCount() % chunks == 0;
  }

  /** Whether rules forbid all plans with these degrees. */
  public boolean isEmpty() {
    return layers.isEmpty() || pipelinings.isEmpty() || replicas.isEmpty();
  }

  /** All plans with these degrees, those that rules forbid among them. */
  public long candidates() {
    return candidates;
  }

  /** How many of them a single choice rules out, by the rule's name. */
  public Map<String, Long> forbidden() {
    return Map.copyOf(forbidden);
  }

  /** The rule by which a way through the layers and a pipeline do not go together. */
  public Optional<Rule> forbids(int layer, int pipelining) {
    return broken(passRules, layer, pipelining, 0);
  }

  /** The rule by which a way through the layers and one to share do not go together. */
  public Optional<Rule> forbidsSharing(int layer, int replica) {
    return broken(sharingRules, layer, 0, replica);
  }

  private Optional<Rule> broken(List<Rule> rules, int layer, int pipelining, int replica) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    TrainingPlan plan = plan(layer, pipelining, replica);
    for (Rule rule : rules) {
      if (!rule.holds().test(scenario, plan)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** The plan with these numbers. */
  public TrainingPlan plan(int layer, int pipelining, int replica) {
    return new TrainingPlan(
        degrees, pipelinings.get(pipelining), layers.get(layer), replicas.get(replica));
  }
}
