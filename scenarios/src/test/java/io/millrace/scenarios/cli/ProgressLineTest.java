package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter err = new StringWriter();

  @Test
  void showsNothingOfRunsThatEndSoon() {
    try (ProgressLine progress = new ProgressLine(new PrintWriter(err), "checking", 2, true)) {
      progress.done(1);
    }

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void estimatesTheTimeThatIsLeft() {
    assertThat(ProgressLine.line("checking", 25, 100, 3))
        .isEqualTo("checking: 25 of 100, about 9 s to go");
  }

  @Test
  void tellsTheTimePassedWhereStepsCannotBeCounted() {
    assertThat(ProgressLine.line("simulating", 0, 0, 3.2)).isEqualTo("simulating, 3 s");
    assertThat(ProgressLine.line("checking", 0, 100, 3.2)).isEqualTo("checking, 3 s");
  }
}
