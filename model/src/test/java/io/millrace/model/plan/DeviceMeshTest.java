package io.millrace.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceMeshTest {

  @ParameterizedTest
  @CsvSource({"0-7, 0, 8", "8-31, 8, 24", "5, 5, 1"})
  void readsRangesOfDevices(String text, int first, int size) {
    assertThat(DeviceMesh.parse(text)).isEqualTo(new DeviceMesh(first, size));
    assertThat(DeviceMesh.parse(text).label()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7-0", "a", "", "0-", "0-7-8"})
  void refusesWhatIsNoRange(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DeviceMesh.parse(text));
  }

  @Test
  void overlapsWhereBothHaveADevice() {
    DeviceMesh left = new DeviceMesh(0, 8);

    assertThat(left.overlaps(new DeviceMesh(7, 4))).isTrue();
    assertThat(new DeviceMesh(7, 4).overlaps(left)).isTrue();
    assertThat(left.overlaps(new DeviceMesh(8, 8))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8, true", "8, 16, true", "4, 4, true", "2, 2, true",
    "4, 8, false", "0, 12, false", "2, 4, false", "0, 3, false"
  })
  void isAlignedIfNodesAreWholeOrSlicesPowersAtTheirMultiples(int first, int size, boolean is) {
    assertThat(new DeviceMesh(first, size).isAligned(8)).isEqualTo(is);
  }
}
