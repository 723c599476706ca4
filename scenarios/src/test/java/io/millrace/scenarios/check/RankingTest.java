package io.millrace.scenarios.check;

import static io.millrace.scenarios.SampleCases.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.scenarios.SampleCases;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  private final List<CaseResult> results = new ArrayList<>();

  private RankingTest add(
      String family, int batch, String plan, double measured, double predicted) {
    String text = planned("case" + results.size(), family, batch, plan, measured);
    return add(text, predicted);
  }

  private RankingTest add(String text, double predicted) {
    results.add(
        SampleCases.predicted(
            SampleCases.read(SampleCases.file(List.of(text))).getFirst(), predicted));
    return this;
  }

  private Ranking ranking() {
    return Ranking.of(new CheckResult(results));
  }

  @Test
  void losesWhatThePlanPredictedFastestTookLongerThanTheBest() {
    PlanGroup group =
        add("f", 16, "d8", 1.2, 0.9)
            .add("f", 16, "d4p2", 1.0, 1.0)
            .add("f", 16, "d2p4", 2.0, 2.0)
            .ranking()
            .groups()
            .getFirst();

    assertThat(group.firstChoice().plan().label()).isEqualTo("d8t1p1");
    assertThat(group.best().plan().label()).isEqualTo("d4t1p2");
    assertThat(group.loss()).isCloseTo(0.2, within(1e-12));
    assertThat(group.spearman().orElseThrow()).isCloseTo(1 - 6 * 2.0 / (3 * 8), within(1e-12));
    assertThat(group.isRankedAsMeasured()).isFalse();
  }

  @Test
  void losesNothingWhereTheFirstChoiceIsTheBestHoweverFarOffItIs() {
    PlanGroup group =
        add("f", 16, "d8", 1, 10)
            .add("f", 16, "d4p2", 2, 11)
            .add("f", 16, "d2p4", 3, 12)
            .ranking()
            .groups()
            .getFirst();

    assertThat(group.loss()).isZero();
    assertThat(group.spearman()).hasValue(1);
    assertThat(group.isRankedAsMeasured()).isTrue();
  }

  @Test
  void comparesOnlyWhatDiffersInNothingButThePlan() {
    add("f", 16, "d8", 1, 1).add("f", 16, "d4p2", 2, 2).add("f", 16, "d2p4", 3, 3);
    add("f", 32, "d8", 2, 2).add("f", 32, "d4p2", 4, 4);
    add("g", 16, "d1p8", 1, 1);
    add(planned("wide", "f", 16, "d1p8", 4).replace("1024, \"precision", "2048, \"precision"), 4);
    add(planned("exact", "f", 16, "d2t2p2", 5).replace("fp16", "bf16"), 5);
    add(planned("small", "f", 16, "d1t2p2", 5).replace("\"devices\": 8", "\"devices\": 4"), 5);

    assertThat(ranking().groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.family()).isEqualTo("f");
              assertThat(group.plans()).hasSize(3);
            });
  }

  @Test
  void takesRunsOfOnePlanAsOne() {
    add("f", 16, "d8", 1.0, 1.5).add("f", 16, "d8", 1.2, 1.5).add("f", 16, "d4p2", 2, 2);
    assertThat(ranking().groups()).isEmpty();

    PlanGroup group = add("f", 16, "d2p4", 3, 3).ranking().groups().getFirst();
    assertThat(group.plans()).hasSize(3);
    assertThat(group.best().measured()).isCloseTo(1.1, within(1e-12));
    assertThat(group.best().cases()).containsExactly("case0", "case1");
  }

  @Test
  void ofPlansPredictedAlikeTheSlowerOneIsTheFirstChoice() {
    PlanGroup group =
        add("f", 16, "d8", 1, 1)
            .add("f", 16, "d4p2", 1.5, 1)
            .add("f", 16, "d2p4", 3, 3)
            .ranking()
            .groups()
            .getFirst();

    assertThat(group.loss()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void summarisesEachFamilyAndAllWithGroupsCountingAlike() {
    add("f", 16, "d8", 1, 1).add("f", 16, "d4p2", 2, 2).add("f", 16, "d2p4", 3, 3);
    add("f", 16, "d1p8", 4, 4);
    add("f", 32, "d8", 1.1, 1).add("f", 32, "d4p2", 1, 2).add("f", 32, "d2p4", 3, 3);
    add("g", 16, "d8", 1.4, 1).add("g", 16, "d4p2", 1.2, 2).add("g", 16, "d2p4", 1, 3);
    List<RankingSummary> summaries = ranking().summaries();

    assertThat(summaries).extracting(RankingSummary::family).containsExactly("f", "g", "all");
    RankingSummary f = summaries.getFirst();
    assertThat(f.groups()).isEqualTo(2);
    assertThat(f.plans()).isEqualTo(7);
    assertThat(f.spearman().orElseThrow()).isCloseTo((1 + 0.5) / 2, within(1e-12));
    assertThat(f.lowestSpearman().orElseThrow()).isCloseTo(0.5, within(1e-12));
    assertThat(f.meanLoss()).isCloseTo(0.05, within(1e-12));
    assertThat(f.worstLoss()).isCloseTo(0.1, within(1e-12));
    assertThat(summaries.getLast().meanLoss()).isCloseTo((0.1 + 0.4) / 3, within(1e-12));
    assertThat(ranking().worstOfEachFamily())
        .extracting(it -> it.family() + it.scenario().workload().globalBatch())
        .containsExactly("g16", "f32");
  }

  @Test
  void namesThePlanFurthestFromItsPlace() {
    PlanGroup group =
        add("f", 16, "d8", 1, 1)
            .add("f", 16, "d4p2", 2, 4)
            .add("f", 16, "d2p4", 3, 2)
            .add("f", 16, "d1p8", 4, 3)
            .ranking()
            .groups()
            .getFirst();
    RankedPlan far = group.furthestFromItsPlace();

    assertThat(far.plan().label()).isEqualTo("d4t1p2");
    assertThat(group.predictedPlace(far)).isEqualTo(4);
    assertThat(group.measuredPlace(far)).isEqualTo(2);
  }

  @Test
  void plansThatRunEquallyLongHaveNoOrder() {
    PlanGroup group =
        add("f", 16, "d8", 1, 1)
            .add("f", 16, "d4p2", 1, 2)
            .add("f", 16, "d2p4", 1, 3)
            .ranking()
            .groups()
            .getFirst();

    assertThat(group.spearman()).isEmpty();
    assertThat(ranking().summaries().getLast().spearman()).isEmpty();
    assertThat(group.loss()).isZero();
  }

  @Test
  void twoPlansAreNoGroup() {
    add("f", 16, "d8", 1, 1).add("f", 16, "d4p2", 1, 2);
    List<RankedPlan> two =
        results.stream().map(it -> RankedPlan.of(List.of((CaseResult.Predicted) it))).toList();

    assertThat(ranking().groups()).isEmpty();
    assertThat(ranking().summaries()).isEmpty();
    assertThatThrownBy(
            () -> new PlanGroup("f", ((CaseResult.Predicted) results.getFirst()).scenario(), two))
        .hasMessageContaining("2");
  }
}
