package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.workload.PostTraining;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * ReaL's search as of April 2024 (openpsi-project/ReaLHF, commit 118d826e: csrc/search/search.cpp
 * and profiler/search.py), to compare with: one Metropolis-Hastings chain from the fastest
 * candidate of every call, one call changed at a time, each change as likely as any other.
 *
 * <p>What is kept of it: meshes of at least four devices, tensor parallelism of up to eight,
 * training replicas of up to one node, up to a thousand candidates of a call in the order in which
 * they are enumerated (small meshes first), costs of five iterations in tenths of a second, a plan
 * that does not fit counted three times. What is not: its costs (they are ours) and its seed, which
 * it took from the machine.
 */
final class MetropolisSearch {
  private static final int LEAST_DEVICES = 4;
  private static final int MOST_DEGREE = 8;
  private static final int MOST_CANDIDATES = 1000;
  private static final int ITERATIONS = 5;
  private static final double UNIT_SECONDS = 0.1;
  private static final double TOO_LARGE = 3;

  private final PlacementSpace space;
  private final AssignmentCosts costs;
  private final double beta;
  private final SplittableRandom random;
  private final SearchLimit limit;
  private final List<List<Candidate>> candidates = new ArrayList<>();
  private Assignment best;
  private double bestSeconds = Double.POSITIVE_INFINITY;

  private record Candidate(int mesh, int option, double seconds) {}

  /**
   * Prepares a chain.
   *
   * @param space in which every call has a pool of its own
   * @param beta how unlikely losses are accepted: 0.001 to 0.003 in ReaL's runs
   */
  MetropolisSearch(
      PlacementSpace space, AssignmentCosts costs, double beta, long seed, SearchLimit limit) {
    this.space = space;
    this.costs = costs;
    this.beta = beta;
    this.random = new SplittableRandom(seed);
    this.limit = limit;
    this.best = new Assignment(space.pools(), space.groups().size());
    for (int group = 0; group < space.groups().size(); group++) {
      candidates.add(candidates(group));
    }
  }

  Assignment best() {
    return best;
  }

  /** Seconds of the best that fits; infinite if none did. */
  double seconds() {
    return bestSeconds;
  }

  /** How many candidates each call has. */
  List<Integer> candidates() {
    return candidates.stream().map(List::size).toList();
  }

  private List<Candidate> candidates(int group) {
    List<Candidate> found = new ArrayList<>();
    for (int mesh = 0; mesh < space.meshes().size(); mesh++) {
      List<PlacementOption> options = space.options(group, space.sizeOf(mesh));
      for (int option = 0; option < options.size(); option++) {
        boolean kept = found.size() < MOST_CANDIDATES && isLegal(group, options.get(option));
        if (kept) {
          found.add(new Candidate(mesh, option, options.get(option).sum()));
        }
      }
    }
    found.sort(Comparator.comparingDouble(Candidate::seconds));
    return List.copyOf(found);
  }

  /** As search_engine/enumerate.py has it. */
  private boolean isLegal(int group, PlacementOption option) {
    PostTraining workload = space.scenario().workload();
    int call = space.groups().get(group).calls().getFirst();
    ModelFunctionCall its = workload.dataflow().calls().get(call);
    ParallelStrategy degrees = option.placement().strategy();
    boolean trains = its.kind() == CallKind.TRAINING;
    int least = degrees.data() * degrees.pipeline() * (trains ? 2 * workload.updates() : 1);
    int nodes = space.scenario().cluster().nodes();
    return option.size() >= LEAST_DEVICES
        && workload.rollouts() >= least
        && !(trains && degrees.tensor() * degrees.data() > MOST_DEGREE)
        && degrees.tensor() <= MOST_DEGREE
        && degrees.pipeline() <= Math.max(nodes, MOST_DEGREE)
        && degrees.context() == 1
        && degrees.expert() == 1;
  }

  /** Proposes so many changes, or fewer if it is stopped. */
  void run(long steps) {
    if (candidates.stream().anyMatch(List::isEmpty)) {
      return;
    }
    int[] state = new int[candidates.size()];
    Assignment current = new Assignment(space.pools(), space.groups().size());
    for (int group = 0; group < state.length; group++) {
      place(current, group, 0);
    }
    double cost = cost(current);
    int moves = candidates.stream().mapToInt(it -> it.size() - 1).sum();
    for (long step = 0; step < steps && moves > 0 && !limit.isReached(); step++) {
      int move = random.nextInt(moves);
      int group = 0;
      while (move >= candidates.get(group).size() - 1) {
        move -= candidates.get(group).size() - 1;
        group++;
      }
      int proposal = move < state[group] ? move : move + 1;
      place(current, group, proposal);
      double proposed = cost(current);
      double worse = Math.floor((proposed - cost) / UNIT_SECONDS);
      if (proposed <= cost || random.nextDouble() < Math.exp(-beta * worse)) {
        state[group] = proposal;
        cost = proposed;
      } else {
        place(current, group, state[group]);
      }
    }
  }

  private void place(Assignment assignment, int group, int candidate) {
    Candidate it = candidates.get(group).get(candidate);
    assignment.placePool(space.groups().get(group).pool(), it.mesh());
    assignment.placeGroup(group, it.option());
  }

  private double cost(Assignment assignment) {
    double seconds = costs.of(assignment);
    if (seconds < Double.POSITIVE_INFINITY) {
      if (seconds < bestSeconds) {
        bestSeconds = seconds;
        best = assignment.copy();
      }
      return ITERATIONS * seconds;
    }
    return TOO_LARGE * ITERATIONS * costs.regardlessOfMemory(assignment);
  }
}
