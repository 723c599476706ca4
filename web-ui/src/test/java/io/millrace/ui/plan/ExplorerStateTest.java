package io.millrace.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplorerStateTest {
  private final List<PlanRow> plans = PlanAnswer.read(WorkedExample.answer()).orThrow().plans();

  @Test
  void anAddressOpensWhatItWasMadeFrom() {
    ExplorerState state =
        new ExplorerState(
            3,
            PlanMetric.COST,
            PlanMetric.ENERGY,
            Map.of(PlanMetric.COST, 0.35, PlanMetric.ITERATION, 0.9));

    assertThat(state.query())
        .isEqualTo("plan=3&x=cost&y=energy&limit=iteration:0.9&limit=cost:0.35");
    assertThat(ExplorerState.of(QueryParameters.fromString(state.query()))).isEqualTo(state);
  }

  @Test
  void whatIsUsualIsNotInTheAddress() {
    assertThat(ExplorerState.START.query()).isEmpty();
    assertThat(ExplorerState.of(QueryParameters.empty())).isEqualTo(ExplorerState.START);
  }

  @Test
  void whatMakesNoSenseInAnAddressIsLeftOut() {
    QueryParameters odd =
        QueryParameters.fromString(
            "plan=first&x=beauty&limit=cost&limit=cost:NaN&limit=beauty:1&limit=:");

    assertThat(ExplorerState.of(odd)).isEqualTo(ExplorerState.START);
  }

  @Test
  void aLimitIsACeilingOrAFloorAsMoreIsWorseOrBetter() {
    ExplorerState state =
        ExplorerState.START
            .withLimit(PlanMetric.ITERATION, Optional.of(0.86))
            .withLimit(PlanMetric.HEADROOM, Optional.of(30.0));

    assertThat(state.broken(plans.getFirst())).containsExactly("Free memory below 30 GiB");
    assertThat(state.withLimit(PlanMetric.HEADROOM, Optional.empty()).broken(plans.getFirst()))
        .isEmpty();
  }

  @Test
  void theLineJoinsPossiblePlansOfWhichNoneIsBetterInBoth() {
    PlanScatter scatter =
        new PlanScatter(
            plans, ExplorerState.START.withLimit(PlanMetric.ITERATION, Optional.of(1.0)));

    List<PlanRow> front = scatter.front();

    assertThat(front).hasSizeGreaterThan(2);
    for (PlanRow on : front) {
      assertThat(on.iterationTime().value()).isLessThanOrEqualTo(1);
      assertThat(plans)
          .noneMatch(
              it ->
                  it.freeBytes() > on.freeBytes()
                      && it.iterationTime().value() < on.iterationTime().value());
    }
  }

  @Test
  void aPlanBeyondALimitIsGreyWithTheReason() {
    PlanScatter scatter =
        new PlanScatter(
            plans, ExplorerState.START.withLimit(PlanMetric.ITERATION, Optional.of(1.0)));

    assertThat(scatter.chart().points())
        .anySatisfy(it -> assertThat(it.reason()).isEqualTo("Iteration time above 1 s"))
        .anySatisfy(it -> assertThat(it.reason()).isEmpty());
    assertThat(scatter.chart().y().limits()).hasSize(1);
  }
}
