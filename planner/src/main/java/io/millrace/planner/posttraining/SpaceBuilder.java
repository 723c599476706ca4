package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.Asynchrony;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.lowering.posttraining.CallCost;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;

/**
 * Costs all options of all groups; sizes of meshes are shared out among threads. Sizes that are not
 * begun when the sign is raised are left without options.
 */
final class SpaceBuilder {
  private final PostTrainingScenario scenario;
  private final KnownCosts known;
  private final PlacementRefusal refusal;
  private final Layout layout;
  private final int threads;
  private final StopSign stop;
  private final IntPredicate offered;

  /**
   * Prepares a space.
   *
   * @param known costs of earlier spaces, by the size of a mesh; those that are missing are added
   */
  SpaceBuilder(
      PostTrainingScenario scenario,
      KnownCosts known,
      PlacementRefusal refusal,
      Layout layout,
      int threads,
      StopSign stop) {
    this(scenario, known, refusal, layout, threads, stop, _ -> true);
  }

  private SpaceBuilder(
      PostTrainingScenario scenario,
      KnownCosts known,
      PlacementRefusal refusal,
      Layout layout,
      int threads,
      StopSign stop,
      IntPredicate offered) {
    this.offered = offered;
    this.scenario = scenario;
    this.known = known;
    this.refusal = refusal;
    this.layout = layout;
    this.threads = threads;
    this.stop = stop;
  }

  /** The same with options only for meshes of some sizes. */
  SpaceBuilder onlyFor(IntPredicate some) {
    return new SpaceBuilder(scenario, known, refusal, layout, threads, stop, some);
  }

  PlacementSpace build() {
    List<Integer> sizes = LegalMeshes.of(scenario.cluster()).sizes();
    List<List<List<PlacementOption>>> bySize = bySize(sizes);
    List<List<List<PlacementOption>>> options = new ArrayList<>();
    int number = 0;
    for (int group = 0; group < layout.groups().size(); group++) {
      List<List<PlacementOption>> ofGroup = new ArrayList<>();
      for (int size = 0; size < sizes.size(); size++) {
        List<PlacementOption> numbered = new ArrayList<>();
        for (PlacementOption option : bySize.get(size).get(group)) {
          numbered.add(option.numbered(number++));
        }
        ofGroup.add(List.copyOf(numbered));
      }
      options.add(List.copyOf(ofGroup));
    }
    return new PlacementSpace(scenario, layout, List.copyOf(options));
  }

  /** For each size and group the options that fit alone, the fastest first. */
  private List<List<List<PlacementOption>>> bySize(List<Integer> sizes) {
    List<Callable<List<List<PlacementOption>>>> tasks = new ArrayList<>();
    // the largest first, as they have the most options and known plans need them
    for (int size : sizes.reversed()) {
      boolean isWhole = size == scenario.cluster().devices();
      tasks.add(() -> offered.test(size) && (isWhole || !stop.isRaised()) ? ofSize(size) : none());
    }
    return InParallel.results(tasks, threads).reversed();
  }

  private List<List<PlacementOption>> none() {
    return layout.groups().stream().map(_ -> List.<PlacementOption>of()).toList();
  }

  private List<List<PlacementOption>> ofSize(int size) {
    CallCosts costs = known.of(size, scenario);
    List<ModelFunctionCall> all = scenario.workload().dataflow().calls();
    List<List<PlacementOption>> ofGroups = new ArrayList<>();
    for (Layout.Calls group : layout.groups()) {
      List<ModelFunctionCall> calls = group.calls().stream().map(all::get).toList();
      List<PlacementOption> options = new ArrayList<>();
      for (CallPlacement placement : new StrategyChoices(scenario, calls, refusal).of(size)) {
        if (!calls.stream().allMatch(it -> costs.mayFit(it, placement))) {
          continue;
        }
        List<CallCost> alone = calls.stream().map(it -> costs.of(it, placement, false)).toList();
        if (alone.stream().allMatch(CallCost::fits)) {
          List<CallCost> beside = calls.stream().map(it -> costs.of(it, placement, true)).toList();
          options.add(
              new PlacementOption(
                  0, placement, alone, beside, firstPortion(calls, placement, costs)));
        }
      }
      options.sort(
          Comparator.comparingDouble(PlacementOption::sum)
              .thenComparing(it -> it.placement().label()));
      ofGroups.add(options);
    }
    return ofGroups;
  }

  /** Seconds until rested engines have a first portion of responses; none where none stream. */
  private double firstPortion(
      List<ModelFunctionCall> calls, CallPlacement placement, CallCosts costs) {
    if (!(scenario.workload().asynchrony() instanceof Asynchrony.Streaming)) {
      return 0;
    }
    return calls.stream()
        .filter(it -> it.kind() == CallKind.GENERATION)
        .mapToDouble(it -> costs.firstPortion(it, placement))
        .sum();
  }
}
