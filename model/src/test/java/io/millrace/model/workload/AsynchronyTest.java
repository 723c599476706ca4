package io.millrace.model.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsynchronyTest {

  @ParameterizedTest
  @CsvSource({"none, 0", "one-step, 1", "4-step, 4", "eight-step, 8"})
  void namesOfWholeBatchesAreReadAndWrittenAlike(String name, int staleness) {
    Asynchrony parsed = Asynchrony.Steps.parse(name).orElseThrow();

    assertThat(parsed.staleness()).isEqualTo(staleness);
    assertThat(parsed.key()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "0-step", "-1-step", "99999-step", "streaming", ""})
  void otherNamesAreNone(String name) {
    assertThat(Asynchrony.Steps.parse(name)).isEmpty();
  }

  @Test
  void streamsRunOneIterationAheadAtMost() {
    Asynchrony streaming = new Asynchrony.Streaming(0.5, true, 4);

    assertThat(streaming.staleness()).isEqualTo(1);
    assertThat(streaming.key()).isEqualTo("streaming");
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Asynchrony.Steps(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Asynchrony.Streaming(-0.1, true, 4))
        .withMessageContaining("-0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Asynchrony.Streaming(0.5, true, 0))
        .withMessageContaining("portions");
  }
}
