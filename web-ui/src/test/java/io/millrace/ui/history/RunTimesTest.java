package io.millrace.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunTimesTest {
  private static final Instant ASKED = Instant.parse("2026-03-01T10:00:00Z");

  private static Run took(Duration time) {
    return new Run(
        new UUID(0, 1),
        "ann",
        RunKind.PLANNING,
        "title",
        "question",
        RunState.DONE,
        1,
        "",
        Optional.empty(),
        Optional.of("answer"),
        "1.0",
        ASKED,
        Optional.of(ASKED),
        Optional.of(ASKED.plus(time)));
  }

  @Test
  void tellsTheTimeFromItsTurnToItsEnd() {
    assertThat(RunTimes.duration(took(Duration.ofMillis(2500)))).isEqualTo("2.5 s");
  }

  @Test
  void saysNothingOfAnAnswerThatWasKnown() {
    assertThat(RunTimes.duration(took(Duration.ZERO))).isEmpty();
  }
}
