package io.millrace.planner.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.Node;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.Questions;
import io.millrace.planner.question.PurchaseAnswer.Offer;
import io.millrace.planner.question.PurchaseQuestion.Limit;
import io.millrace.simulator.cost.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PurchaseQuestionTest {
  private static final Scenario SMALL = Questions.gpt(2, 512, 8, 16);

  /** Its own price is of another device than those that are compared. */
  private static final Scenario UNPRICED = SMALL.with(Cluster.of(nodes("dgx-h100").getFirst(), 8));

  private static final List<Node> NODES = nodes("dgx-a100", "dgx-h100");

  private static List<Node> nodes(String... names) {
    return Arrays.stream(names)
        .map(it -> HardwareCatalogue.bundled().node(it).orElseThrow())
        .toList();
  }

  private static PurchaseAnswer ask(
      Limit limit, double amount, Map<String, HourlyPrice> prices, Scenario scenario) {
    return new PurchaseQuestion(limit, amount, prices, OptionalDouble.of(1e9), 300)
        .of(PlanningRequest.of(scenario), Calibration.bundled(), NODES);
  }

  private static Map<String, HourlyPrice> h100(double dollars) {
    return Map.of("nvidia-h100-sxm", new HourlyPrice(dollars));
  }

  @Test
  void asManyDevicesOfEachKindTheFasterOneFirst() {
    PurchaseAnswer answer = ask(Limit.DEVICES, 8, Map.of(), SMALL);

    assertThat(answer.offers()).extracting(Offer::node).containsExactly("dgx-h100", "dgx-a100");
    assertThat(answer.offers()).allSatisfy(it -> assertThat(it.devices()).isLessThanOrEqualTo(8));
    assertThat(answer.offers())
        .allSatisfy(
            it ->
                assertThat(it.totalSeconds().orElseThrow())
                    .isCloseTo(1e9 / it.tokensPerSecond(), within(1e-6)));
  }

  @Test
  void whatHasNoPriceIsNotBought() {
    PurchaseAnswer answer = ask(Limit.BUDGET, 20, h100(2.5), UNPRICED);

    assertThat(answer.offers()).extracting(Offer::node).containsExactly("dgx-h100");
    assertThat(answer.offers().getFirst().devices()).isLessThanOrEqualTo(8);
    assertThat(answer.refusals())
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).startsWith("nobody gives a price of"));
  }

  @Test
  void twiceThePriceHalvesTheTokensOfADollar() {
    Offer cheap = ask(Limit.DEVICES, 8, h100(2), SMALL).offers().getFirst();
    Offer dear = ask(Limit.DEVICES, 8, h100(4), SMALL).offers().getFirst();

    assertThat(dear.plan()).isEqualTo(cheap.plan());
    assertThat(dear.tokensPerDollar().orElseThrow())
        .isCloseTo(cheap.tokensPerDollar().orElseThrow() / 2, within(1e-3));
  }

  @Test
  void powerIsDividedAmongWholeNodes() {
    // 700 W each: 8 H100 need 5.6 kW, 16 need 11.2 kW; 400 W each: 24 A100 need 9.6 kW
    PurchaseAnswer answer = ask(Limit.POWER, 11_000, Map.of(), SMALL);

    assertThat(answer.offers())
        .allSatisfy(
            it ->
                assertThat(it.devices())
                    .isLessThanOrEqualTo(it.node().equals("dgx-h100") ? 8 : 24));
  }

  @Test
  void devicesWithoutTheFormatAreListedWithTheReason() {
    Scenario eightBits = SMALL.with(SMALL.workload().with(TrainingPrecision.FP8));

    PurchaseAnswer answer = ask(Limit.DEVICES, 8, Map.of(), eightBits);

    assertThat(answer.refusals())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.node()).isEqualTo("dgx-a100");
              assertThat(it.reason()).contains("has no fp8");
            });
  }
}
