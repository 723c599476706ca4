package io.millrace.planner.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.Questions;
import io.millrace.planner.question.LargestAnswer.Trial;
import io.millrace.planner.question.LargestQuestion.What;
import io.millrace.simulator.cost.Calibration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LargestQuestionTest {

  private static LargestAnswer ask(What what, OptionalDouble seconds, Scenario scenario) {
    return new LargestQuestion(what, seconds, 500)
        .of(PlanningRequest.of(scenario), Calibration.bundled());
  }

  @Test
  void theNextLargerModelDoesNotFitAndSaysByHowMuch() {
    LargestAnswer answer = ask(What.MODEL, OptionalDouble.empty(), Questions.gpt(8, 4096, 1, 2));
    Trial best = answer.best().orElseThrow();
    Trial next = answer.next().orElseThrow();

    assertThat(best.size()).isGreaterThan(8);
    assertThat(next.size()).isEqualTo(best.size() + answer.step());
    assertThat(next.why()).startsWith("memory: even d1t1p1").contains("more than a device has");
    // 16 to 18 bytes a parameter on 80 GiB
    assertThat((double) best.parameters()).isBetween(3e9, 5.4e9);
  }

  @Test
  void aLargerBatchThanTheLargestTakesTooLong() {
    LargestAnswer answer = ask(What.BATCH, OptionalDouble.of(0.25), Questions.gpt(2, 512, 1, 8));

    assertThat(answer.best().orElseThrow().seconds().orElseThrow()).isLessThanOrEqualTo(0.25);
    assertThat(answer.next().orElseThrow().why()).startsWith("time: ");
    assertThat(answer.next().orElseThrow().size())
        .isEqualTo(answer.best().orElseThrow().size() + answer.step());
  }

  @Test
  void moreTimeAllowsALongerSequence() {
    Scenario scenario = Questions.gpt(2, 512, 1, 2);

    LargestAnswer less = ask(What.SEQUENCE, OptionalDouble.of(0.1), scenario);
    LargestAnswer more = ask(What.SEQUENCE, OptionalDouble.of(0.3), scenario);

    assertThat(more.best().orElseThrow().size()).isGreaterThan(less.best().orElseThrow().size());
  }

  @Test
  void aModelOfTwiceTheLayersHasEachKindTwiceAsOften() {
    ModelArchitecture model = Questions.experts(3, 8, 8).model();

    ModelArchitecture twice = LargestQuestion.layers(model, 6);

    assertThat(twice.layerCount()).isEqualTo(6);
    model
        .distinctLayers()
        .forEach(
            (layer, count) -> assertThat(twice.distinctLayers()).containsEntry(layer, 2 * count));
  }
}
