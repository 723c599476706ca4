package io.millrace.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.plan.Sharding;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Infeasibility;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.launcher.Launcher;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Planner PLANNER = Planner.calibrated();
  private static final Scenario SMALL = Questions.gpt(4, 1024, 2, 4);

  @Test
  void theBestPlanIsSimulatedAndComesFirst() {
    PlanningReport report = PLANNER.plan(PlanningRequest.of(SMALL));

    assertThat(report.feasible()).isTrue();
    assertThat(report.search().end()).isEqualTo(PlanningReport.End.FINISHED);
    assertThat(report.search().gap()).isZero();
    assertThat(report.search().open()).isZero();
    assertThat(report.plans())
        .hasSizeGreaterThan(1)
        .allSatisfy(it -> assertThat(it.fits()).isTrue())
        .extracting(PlannedRun::seconds)
        .isSorted();
    PlannedRun best = report.best().orElseThrow();
    assertThat(best.simulated()).isPresent();
    assertThat(best.simulated().orElseThrow().iterationTime().high()).isGreaterThan(best.seconds());
    assertThat(best.estimate().seconds() / best.seconds()).isBetween(0.98, 1.02);
  }

  @Test
  void plansHaveDifferentDegrees() {
    assertThat(PLANNER.plan(PlanningRequest.of(SMALL).withTop(3)).plans())
        .hasSize(3)
        .extracting(it -> it.plan().label())
        .doesNotHaveDuplicates();
  }

  /** One MiB less than what the best plan takes is too little for it. */
  @Test
  void plansLeaveTheMemoryFreeThatIsAskedFor() {
    PlanningRequest request = PlanningRequest.of(SMALL).withTop(1);
    Bytes capacity = SMALL.cluster().device().mainMemory().capacity();
    PlannedRun full = PLANNER.plan(request).best().orElseThrow();
    long less = full.estimate().memory().count() - (1 << 20);
    MemoryReserve rest = new MemoryReserve(0, new Bytes(capacity.count() - less));

    PlanningReport sparing = PLANNER.plan(request.with(rest));

    PlannedRun best = sparing.best().orElseThrow();
    assertThat(best.estimate().memory().count()).isLessThanOrEqualTo(less);
    assertThat(best.estimate().capacity()).isEqualTo(capacity);
    assertThat(best.estimate().seconds()).isGreaterThanOrEqualTo(full.estimate().seconds());
    assertThat(sparing.assumptions())
        .extracting(Assumption::path)
        .contains("cluster.device.memory");
  }

  /** Adam's state is three quarters of what this model keeps on its only device. */
  @Test
  void whatWouldFitWithTheOptimizersStateInHostMemorySaysSo() {
    PlanningReport report = PLANNER.plan(PlanningRequest.of(Questions.gpt(24, 4608, 1, 8)));

    assertThat(report.infeasible().orElseThrow().changes())
        .extracting(it -> it.path() + " " + it.value())
        .contains("optimizer's state in host memory");
  }

  @Test
  void whatAReserveKeepsFromFittingSaysSo() {
    PlanningRequest request = PlanningRequest.of(SMALL);
    PlanningReport report = PLANNER.plan(request.with(new MemoryReserve(0.99, Bytes.ZERO)));

    assertThat(report.infeasible().orElseThrow().changes())
        .extracting(Infeasibility.Change::path)
        .contains("--memory-reserve");
  }

  @Test
  void aReserveLeavesSomething() {
    MemoryReserve all = new MemoryReserve(0, Bytes.parse("1 TiB"));

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> PLANNER.plan(PlanningRequest.of(SMALL).with(all)))
        .satisfies(
            it ->
                assertThat(it.issues())
                    .singleElement()
                    .satisfies(issue -> assertThat(issue.path()).isEqualTo("--memory-reserve")));
    assertThatIllegalArgumentException().isThrownBy(() -> new MemoryReserve(1, Bytes.ZERO));
  }

  @Test
  void fewerDevicesAreCheaperButNotFaster() {
    Scenario scenario = Questions.gpt(4, 2048, 4, 8);
    PlanningRequest request = PlanningRequest.of(scenario).withMaxDevices(4).withTop(1);

    PlannedRun fastest = PLANNER.plan(request).best().orElseThrow();
    PlannedRun cheapest = PLANNER.plan(request.with(Objective.COST)).best().orElseThrow();

    assertThat(cheapest.devices()).isLessThan(fastest.devices());
    assertThat(cheapest.estimate().costPerMillionTokens().orElseThrow())
        .isLessThan(fastest.estimate().costPerMillionTokens().orElseThrow());
    assertThat(cheapest.seconds()).isGreaterThan(fastest.seconds());
  }

  @Test
  void energyIsAnObjectiveOfItsOwn() {
    PlannedRun best =
        PLANNER
            .plan(PlanningRequest.of(SMALL).with(Objective.ENERGY).withTop(1))
            .best()
            .orElseThrow();
    PlannedRun fastest = PLANNER.plan(PlanningRequest.of(SMALL).withTop(1)).best().orElseThrow();

    assertThat(best.estimate().joulesPerToken().orElseThrow())
        .isLessThanOrEqualTo(fastest.estimate().joulesPerToken().orElseThrow());
  }

  @Test
  void precisionsAreChosenAmongThoseAllowed() {
    PlannedRun best =
        PLANNER
            .plan(
                PlanningRequest.of(SMALL)
                    .withPrecisions(List.of(TrainingPrecision.FP32, TrainingPrecision.BF16))
                    .withTop(1))
            .best()
            .orElseThrow();

    assertThat(best.precision()).isEqualTo(TrainingPrecision.BF16);
  }

  @Test
  void aLauncherGetsPlansThatItCanRun() {
    PlanningReport report =
        PLANNER.plan(PlanningRequest.of(SMALL).with(Launcher.TORCHTITAN).withTop(2));

    assertThat(report.launcher()).contains("torchtitan");
    assertThat(report.plans())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.plan().sharding()).isNotEqualTo(Sharding.ZERO1));
    assertThat(report.search().rules()).containsKey("torchtitan: fully sharded");
  }

  @Test
  void aBudgetOfWorkEndsAtTheSamePlaceEveryTime() {
    PlanningRequest request =
        PlanningRequest.of(Questions.gpt(8, 2048, 8, 16)).withWork(50).withTop(1);

    PlanningReport one = PLANNER.plan(request);
    PlanningReport other = PLANNER.plan(request.withThreads(1));

    assertThat(one.search().end()).isEqualTo(PlanningReport.End.WORK);
    assertThat(one.search().evaluated()).isLessThanOrEqualTo(50);
    assertThat(one.search().gap()).isBetween(0.0, 1.0);
    assertThat(other).usingRecursiveComparison().ignoringFields("search.seconds").isEqualTo(one);
  }

  @Test
  void aCancelledJobGivesTheBestSoFar() {
    PlanningJob job = PLANNER.start(PlanningRequest.of(Questions.gpt(96, 12288, 1024, 2048)));
    while (job.progress().best().isEmpty() && !job.done()) {
      Thread.onSpinWait();
    }
    job.cancel();

    PlanningReport report = job.result();

    assertThat(job.done()).isTrue();
    assertThat(report.search().end()).isEqualTo(PlanningReport.End.CANCELLED);
    assertThat(report.plans()).isNotEmpty();
    assertThat(report.search().open()).isPositive();
    assertThat(job.progress().phase()).isEqualTo(PlanningProgress.Phase.DONE);
  }

  @Test
  void aTimeLimitEndsTheSearch() {
    PlanningReport report =
        PLANNER.plan(
            PlanningRequest.of(Questions.gpt(96, 12288, 1024, 2048))
                .withTimeLimit(Duration.ofMillis(50))
                .withTop(1));

    assertThat(report.search().end()).isEqualTo(PlanningReport.End.TIME);
    assertThat(report.search().open()).isPositive();
  }

  @Test
  void whatDoesNotFitSaysByHowMuchAndHowManyDevicesWouldDo() {
    Scenario scenario = Questions.gpt(24, 8192, 4, 8);

    PlanningReport report = PLANNER.plan(PlanningRequest.of(scenario));

    assertThat(report.feasible()).isFalse();
    assertThat(report.plans()).isEmpty();
    Infeasibility why = report.infeasible().orElseThrow();
    assertThat(why.constraint()).isEqualTo("memory");
    assertThat(why.reason()).contains("needs", "more than the 80 GiB");
    assertThat(why.changes())
        .extracting(Infeasibility.Change::path)
        .contains("cluster.devices", "cluster.device");
    int enough = Integer.parseInt(why.changes().getFirst().value());
    assertThat(enough).isGreaterThan(4);
    Scenario larger = scenario.with(scenario.cluster().withDevices(enough));
    assertThat(PLANNER.plan(PlanningRequest.of(larger).withWork(500).withTop(1)).feasible())
        .isTrue();
  }

  @Test
  void aBatchThatNoReplicasShareSaysWhichWouldDo() {
    PlanningReport report = PLANNER.plan(PlanningRequest.of(Questions.gpt(5, 1024, 7, 1)));

    Infeasibility why = report.infeasible().orElseThrow();
    assertThat(why.constraint()).isEqualTo("workload.globalBatch");
    assertThat(why.changes())
        .extracting(it -> it.path() + " " + it.value())
        .containsExactly("cluster.devices 6", "workload.globalBatch 7");
  }

  @Test
  void requestsKeepAtLeastOnePlan() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlanningRequest.of(SMALL).withTop(0))
        .withMessageContaining("top 0");
  }

  @Test
  void moneyNeedsAPrice() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> PLANNER.start(PlanningRequest.of(Questions.unpriced()).with(Objective.COST)))
        .satisfies(it -> assertThat(it.issues().getFirst().path()).isEqualTo("pricePerDevice"));
  }
}
