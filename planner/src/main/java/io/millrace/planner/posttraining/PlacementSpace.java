package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What there is to choose from: pools, groups, meshes and the options of each group. */
final class PlacementSpace {
  private final PostTrainingScenario scenario;
  private final List<ModelFunctionCall> calls;
  private final Layout layout;
  private final List<Layout.Calls> groups;
  private final int pools;
  private final List<DeviceMesh> meshes;
  private final int[] sizeOf;
  private final List<Integer> sizes;

  /** By pool and size. */
  private final boolean[][] possible;

  /** By two pools, whether they may have no device in common. */
  private final boolean[][] apart;

  /** By call, its group, or -1. */
  private final int[] groupOf;

  /** By call, the group that trains its model, or -1. */
  private final int[] trainerOf;

  /** For each group and size its options, the fastest first. */
  private final List<List<List<PlacementOption>>> options;

  PlacementSpace(
      PostTrainingScenario scenario, Layout layout, List<List<List<PlacementOption>>> options) {
    this.scenario = scenario;
    this.calls = scenario.workload().dataflow().calls();
    this.layout = layout;
    this.groups = layout.groups();
    this.pools = layout.pools();
    LegalMeshes legal = LegalMeshes.of(scenario.cluster());
    this.sizes = legal.sizes();
    this.meshes = legal.all();
    this.sizeOf = meshes.stream().mapToInt(it -> sizes.indexOf(it.size())).toArray();
    this.options = options;
    this.possible = new boolean[pools][sizes.size()];
    for (boolean[] ofPool : possible) {
      Arrays.fill(ofPool, true);
    }
    for (int group = 0; group < groups.size(); group++) {
      for (int size = 0; size < sizes.size(); size++) {
        possible[groups.get(group).pool()][size] &= !options.get(group).get(size).isEmpty();
      }
    }
    this.apart = new boolean[pools][pools];
    for (int pool = 0; pool < pools; pool++) {
      for (int other = 0; other < pools; other++) {
        apart[pool][other] = layout.areApart(pool, other);
      }
    }
    this.groupOf = new int[calls.size()];
    Arrays.fill(groupOf, -1);
    for (int group = 0; group < groups.size(); group++) {
      for (int call : groups.get(group).calls()) {
        groupOf[call] = group;
      }
    }
    Dataflow dataflow = scenario.workload().dataflow();
    this.trainerOf = calls.stream().mapToInt(call -> trainer(dataflow, call)).toArray();
  }

  private int trainer(Dataflow dataflow, ModelFunctionCall call) {
    return call.kind().runsOnDevices() && call.kind() != CallKind.TRAINING
        ? dataflow
            .trainingOf(call.role().orElseThrow())
            .map(it -> groupOf[calls.indexOf(it)])
            .orElse(-1)
        : -1;
  }

  PostTrainingScenario scenario() {
    return scenario;
  }

  Layout layout() {
    return layout;
  }

  int pools() {
    return pools;
  }

  List<Layout.Calls> groups() {
    return groups;
  }

  /** Numbers of devices, by the number of a size. */
  List<Integer> sizes() {
    return sizes;
  }

  List<DeviceMesh> meshes() {
    return meshes;
  }

  DeviceMesh mesh(int number) {
    return meshes.get(number);
  }

  /** The number of a mesh's size. */
  int sizeOf(int mesh) {
    return sizeOf[mesh];
  }

  /**
   * The two sides of a split of the cluster.
   *
   * @param front number of the mesh that begins at the first device
   * @param back number of the mesh with all devices behind it
   */
  record Sides(int front, int back) {}

  /** Every split of the cluster of which both sides are meshes, the smallest front first. */
  List<Sides> splits() {
    int devices = scenario.cluster().devices();
    List<Sides> splits = new ArrayList<>();
    for (int front = 0; front < meshes.size(); front++) {
      int end = mesh(front).end();
      if (mesh(front).first() == 0 && end < devices) {
        int back = meshes.indexOf(new DeviceMesh(end, devices - end));
        if (back >= 0) {
          splits.add(new Sides(front, back));
        }
      }
    }
    return List.copyOf(splits);
  }

  /** Options of a group for a size, the fastest first. */
  List<PlacementOption> options(int group, int size) {
    return options.get(group).get(size);
  }

  /** How many options all groups have, for all sizes. */
  int optionCount() {
    return options.stream().flatMap(List::stream).mapToInt(List::size).sum();
  }

  /** The numbers of all groups. */
  List<Integer> allGroups() {
    return IntStream.range(0, groups.size()).boxed().toList();
  }

  /** Groups of a pool, by their numbers. */
  List<Integer> groupsOf(int pool) {
    return IntStream.range(0, groups.size())
        .filter(group -> groups.get(group).pool() == pool)
        .boxed()
        .toList();
  }

  /** Whether a group has an option for any size. */
  boolean hasOptions(int group) {
    return options.get(group).stream().anyMatch(it -> !it.isEmpty());
  }

  /** Whether every group of a pool has an option for a size. */
  boolean isPossible(int pool, int size) {
    return possible[pool][size];
  }

  /** Whether a pool can be placed at all. */
  boolean isPossible(int pool) {
    return IntStream.range(0, sizes.size()).anyMatch(size -> isPossible(pool, size));
  }

  PlacementOption option(Assignment assignment, int group) {
    int size = sizeOf[assignment.mesh(groups.get(group).pool())];
    return options(group, size).get(assignment.option(group));
  }

  /** Whether two pools may have no device in common. */
  boolean areApart(int pool, int other) {
    return apart[pool][other];
  }

  /**
   * Whether pools are apart that have to be, and degrees alike that have to be.
   *
   * @param chosen groups whose option counts
   */
  boolean isLaidOut(Assignment assignment, boolean[] chosen) {
    for (int one = 1; one < groups.size(); one++) {
      for (int other = 0; other < one; other++) {
        int pool = groups.get(one).pool();
        int otherPool = groups.get(other).pool();
        if (pool != otherPool
            && apart[pool][otherPool]
            && mesh(assignment.mesh(pool)).overlaps(mesh(assignment.mesh(otherPool)))) {
          return false;
        }
        boolean alike = groups.get(one).slicing() == groups.get(other).slicing();
        if (alike
            && chosen[one]
            && chosen[other]
            && !option(assignment, one).isSlicedAs(option(assignment, other))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The number of the group that trains the model of a call which does not train it, or -1. */
  int trainerOf(int call) {
    return trainerOf[call];
  }

  /** The number of the group of a call, or -1 where no device runs it. */
  int groupOf(int call) {
    return groupOf[call];
  }

  /** How many assignments there are; as a floating-point number, as it may be large. */
  double count() {
    double count = 1;
    for (int pool = 0; pool < pools; pool++) {
      double ofPool = 0;
      for (int mesh = 0; mesh < meshes.size(); mesh++) {
        double ofMesh = 1;
        for (int group = 0; group < groups.size(); group++) {
          if (groups.get(group).pool() == pool) {
            ofMesh *= options(group, sizeOf[mesh]).size();
          }
        }
        ofPool += ofMesh;
      }
      count *= ofPool;
    }
    return count;
  }

  /** The plan that an assignment stands for. */
  PostTrainingPlan plan(Assignment assignment) {
    Map<String, CallPlacement> placements = new HashMap<>();
    for (int group = 0; group < groups.size(); group++) {
      DeviceMesh mesh = mesh(assignment.mesh(groups.get(group).pool()));
      CallPlacement placement = option(assignment, group).placement().on(mesh);
      for (int call : groups.get(group).calls()) {
        placements.put(calls.get(call).name(), placement);
      }
    }
    return PostTrainingPlan.of(placements);
  }
}
