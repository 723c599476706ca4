package io.millrace.planner.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.input.Document;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.launcher.LauncherRules;
import io.millrace.planner.space.Choice;
import io.millrace.planner.space.PlanSpace;
import io.millrace.planner.space.Rule;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import io.millrace.simulator.lowering.training.PlanLayout;
import io.millrace.simulator.lowering.training.ReplicaCosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the search finds is the best of all plans, each costed on its own: by brute force that
 * shares nothing with the search but the costs of a plan.
 */
class OptimalityTest {
  private static final double EQUAL = 1e-9;
  private static final RankOrder ANY = RankOrder.DATA_BEFORE_PIPELINE;

  /** A question with what its plans have to obey. */
  record Question(String name, Scenario scenario, Objective objective, List<Rule> rules) {
    @Override
    public String toString() {
      return name;
    }

    /** What a plan is compared by: seconds, dollars per million tokens, joules per token. */
    double value(PlanFigures figures) {
      double tokens = scenario.workload().tokens();
      double dollars =
          figures.seconds()
              / 3600
              * scenario.cluster().devices()
              * scenario.pricePerDevice().orElseThrow().dollarsPerHour();
      return switch (objective) {
        case TIME -> figures.seconds();
        case COST, TOKENS_PER_DOLLAR -> dollars / tokens * 1e6;
        case ENERGY -> figures.joules() / tokens;
      };
    }
  }

  static Stream<Question> small() {
    return IntStream.range(0, 60).mapToObj(it -> question(it, 2));
  }

  static Stream<Question> larger() {
    return IntStream.range(60, 100).mapToObj(it -> question(it, 4));
  }

  private static Question question(int number, int most) {
    List<String> nodes = List.of("dgx-a100", "dgx-h100", "mi300x-platform");
    List<String> frameworks = List.of("megatron-core-2024", "torchtitan", "generic");
    List<Objective> objectives =
        List.of(Objective.TIME, Objective.ENERGY, Objective.COST, Objective.TOKENS_PER_DOLLAR);
    int devices = 2 << (number % 4);
    List<Launcher> launchers = List.of(Launcher.values());
    Optional<Launcher> launcher =
        number % 3 == 0
            ? Optional.of(launchers.get(number / 3 % launchers.size()))
            : Optional.empty();
    Objective objective = objectives.get(number / 2 % objectives.size());
    String text =
        """
        version: 1
        name: a question
        cluster: {node: %s, devices: %d}
        model: %s
        workload: {type: training, framework: %s, globalBatch: %d, sequence: %d, precision: bf16}
        pricePerDevice: 2 USD/h
        """
            .formatted(
                nodes.get(number / 4 % nodes.size()),
                devices,
                model(number),
                frameworks.get(number % frameworks.size()),
                devices * (1 + number % 3),
                1024 << (number % 3));
    Scenario scenario =
        ScenarioReader.bundled().read(Document.parse(text, false).orThrow(), Path.of("")).orThrow();
    List<Rule> rules = new ArrayList<>(few(number, most));
    launcher.map(LauncherRules::of).ifPresent(rules::addAll);
    String name =
        "%d: %s, %s, %s"
            .formatted(number, objective, launcher.map(Launcher::key).orElse("any"), text);
    return new Question(name.replace('\n', ' '), scenario, objective, rules);
  }

  /** Models that fit anywhere, and models that need every byte. */
  private static String model(int number) {
    int layers = 2 + number % 5;
    int hidden = 1024 << (number / 5 % 4);
    String sizes =
        "name: some, layers: %d, hidden: %d, heads: %d, vocab: 51200"
            .formatted(layers, hidden, hidden / 128);
    return switch (number % 3) {
      case 0 -> "{%s, ffn: %d, activation: gelu}".formatted(sizes, 4 * hidden);
      case 1 -> "{%s, ffn: %d, kvHeads: 4, activation: swiglu}".formatted(sizes, 3 * hidden);
      default ->
          "{%s, kvHeads: 4, activation: swiglu, moe: {experts: 8, topK: 2, expertFfn: %d}}"
              .formatted(sizes, hidden);
    };
  }

  /** What keeps the number of plans small, another part of the space in each question. */
  private static List<Rule> few(int number, int most) {
    boolean many = number % 4 > 1;
    int batches = many ? most / 2 : most;
    return List.of(
        few(
            Choice.LAYERS,
            plan ->
                plan.microBatch() <= batches
                    && plan.recomputeSpan().layers() <= batches
                    && (number % 2 == 0 || !plan.activationOffload())
                    && (number % 8 < 6 || !plan.asyncTensorParallel())
                    && (!many || plan.sequenceParallel() == plan.strategy().tensor() > 1)),
        few(
            Choice.PIPELINING,
            plan ->
                plan.virtualStages() <= most
                    && (!many || number % 3 != 2 || plan.stageLayers().isEmpty())
                    && (!many || number % 3 != 2 || plan.pipelining().rankOrder() == ANY)
                    && (number % 8 != 7 || plan.virtualStages() == 1)),
        few(Choice.REPLICAS, plan -> number % 8 == 7 || plan.shardingGroup().isEmpty()));
  }

  private static Rule few(Choice choice, Predicate<TrainingPlan> holds) {
    return Rule.of(choice, "few " + choice, "a small test", "none", (_, plan) -> holds.test(plan));
  }

  @ParameterizedTest
  @MethodSource("small")
  void noPlanIsBetterThanTheOneFound(Question question) {
    compare(question);
  }

  @ParameterizedTest
  @MethodSource("larger")
  @Tag("slow")
  void noneIsInLargerSpacesEither(Question question) {
    compare(question);
  }

  private static void compare(Question question) {
    Scenario scenario = question.scenario();
    Goal goal =
        new Goal(
            question.objective(),
            scenario.cluster().devices(),
            scenario.pricePerDevice().orElseThrow().dollarsPerHour(),
            scenario.workload().tokens());
    Setting setting = new Setting(0, scenario, new PlanSpace(scenario, question.rules()), goal);
    SearchResult result =
        new BranchAndBound(List.of(setting), 1, Long.MAX_VALUE, false, new StopSign(), _ -> {})
            .run(2, Instance::costs);

    double best = best(question);

    assertThat(result.finished()).isTrue();
    if (Double.isInfinite(best)) {
      assertThat(result.best()).isEmpty();
      return;
    }
    Found found = result.best().getFirst();
    assertThat(found.value()).as("%s", found.plan()).isCloseTo(best, within(EQUAL * best));
    assertThat(cost(question, found.plan())).isCloseTo(best, within(EQUAL * best));
  }

  /** The value of one plan, costed by itself. */
  private static double cost(Question question, TrainingPlan plan) {
    PlanCosts costs = PlanCosts.calibrated(question.scenario());
    PlanLayout layout = costs.layout(plan.strategy(), plan.pipelining());
    PassCosts passes = costs.passes(layout, plan.layers(), plan.replicas());
    PlanFigures figures = new PlanFigures();
    costs.evaluate(
        layout, passes, costs.replicas(layout, plan.replicas(), passes.microBatches()), figures);
    return figures.fits() ? question.value(figures) : Double.POSITIVE_INFINITY;
  }

  /** The least value of all plans that obey the rules and fit; infinite if none does. */
  private static double best(Question question) {
    PlanCosts costs = PlanCosts.calibrated(question.scenario());
    Exhaustive choices = new Exhaustive(question.scenario());
    double best = Double.POSITIVE_INFINITY;
    for (ParallelStrategy degrees : choices.degrees()) {
      for (Pipelining pipelining : choices.pipelinings(degrees)) {
        PlanLayout layout = costs.layout(degrees, pipelining);
        for (LayerStrategy layers : choices.layers(degrees)) {
          for (ReplicaStrategy replicas : choices.replicas(degrees)) {
            TrainingPlan plan = new TrainingPlan(degrees, pipelining, layers, replicas);
            if (obeys(question, plan)) {
              best = Math.min(best, value(question, costs, layout, plan));
            }
          }
        }
      }
    }
    return best;
  }

  private static double value(
      Question question, PlanCosts costs, PlanLayout layout, TrainingPlan plan) {
    PassCosts passes = costs.passes(layout, plan.layers(), plan.replicas());
    ReplicaCosts replicas = costs.replicas(layout, plan.replicas(), passes.microBatches());
    PlanFigures figures = new PlanFigures();
    costs.evaluate(layout, passes, replicas, figures);
    return figures.fits() ? question.value(figures) : Double.POSITIVE_INFINITY;
  }

  private static boolean obeys(Question question, TrainingPlan plan) {
    Scenario scenario = question.scenario();
    boolean some =
        plan.recomputeSpan().method() == RecomputeSpan.Method.BLOCK
            || plan.offloadLayers().isPresent();
    boolean alike = !some || plan.strategy().pipeline() > 1 || !plan.sharding().shardsGradients();
    return alike
        && question.rules().stream().allMatch(it -> it.holds().test(scenario, plan))
        && PlanRules.violations(
                scenario.cluster().devices(), scenario.model(), scenario.workload(), plan, true)
            .isEmpty();
  }
}
