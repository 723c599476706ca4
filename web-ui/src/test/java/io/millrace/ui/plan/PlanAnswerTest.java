package io.millrace.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.input.Issue;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanAnswerTest {
  private final PlanAnswer answer = PlanAnswer.read(Answers.planned()).orThrow();

  @Test
  void thePlanThatIsFirstIsTheBest() {
    PlanRow best = answer.best().orElseThrow();

    assertThat(best).isEqualTo(answer.plans().getFirst());
    assertThat(best.mark()).contains("best");
    assertThat(best.simulated()).isTrue();
    assertThat(best.iterationTime().low()).isLessThan(best.iterationTime().high());
  }

  @Test
  void aPlanThatIsInTwoListsIsOneRow() {
    List<PlanRow.Identity> identities =
        answer.plans().stream()
            .map(it -> new PlanRow.Identity(it.plan(), it.devices(), it.precision()))
            .toList();

    assertThat(identities).doesNotHaveDuplicates();
    assertThat(answer.plans()).anyMatch(it -> it.best() && it.pareto());
  }

  @Test
  void tokensADeviceAreThoseOfAnIterationOverItsTime() {
    // 4 sequences of 2048 tokens on 8 devices.
    PlanRow best = answer.best().orElseThrow();

    assertThat(best.tokensPerSecondPerDevice().orElseThrow())
        .isCloseTo(4 * 2048 / best.iterationTime().value() / 8, within(0.1));
  }

  @Test
  void stagesSumUpToTheirMemory() {
    assertThat(answer.best().orElseThrow().memory())
        .isNotEmpty()
        .allSatisfy(use -> assertThat(use.total().count()).isPositive());
  }

  @Test
  void saysInWordsWhatIsBestAndHowSureThatIs() {
    AnswerTexts texts = new AnswerTexts(answer);

    assertThat(texts.best())
        .startsWith(answer.best().orElseThrow().label() + " on 8 devices takes ")
        .contains("an iteration", "tokens/s a device");
    assertThat(texts.certainty()).contains("plans looked at", "none was left open");
  }

  @Test
  void saysWhyThereIsNoPlan() {
    PlanAnswer none = PlanAnswer.read(Answers.infeasible()).orThrow();

    assertThat(none.feasible()).isFalse();
    assertThat(none.infeasible().orElseThrow().reason()).isNotBlank();
    assertThat(none.infeasible().orElseThrow().changes()).isNotEmpty();
    assertThat(new AnswerTexts(none).best()).contains("No plan");
  }

  @Test
  void refusesAFormatThatItDoesNotKnow() {
    assertThat(PlanAnswer.read("{\"format\": \"planning/99\"}").issues())
        .extracting(Issue::message)
        .containsExactly("is 'planning/99'; this release shows planning/1");
    assertThat(PlanAnswer.read("nonsense").issues()).isNotEmpty();
  }
}
