package io.millrace.model.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of releases. */
class ReleaseTest {

  @Test
  void numbersCountNotLetters() {
    List<String> sorted =
        List.of("v24.11.1", "26.04.01", "24.9", "24.11").stream()
            .sorted(Release.COMPARATOR)
            .toList();

    assertThat(sorted).containsExactly("24.9", "24.11", "v24.11.1", "26.04.01");
  }

  @Test
  void lettersAndLeadingZerosDoNotMatter() {
    assertThat(Release.COMPARATOR.compare("v24.04", "24.4")).isZero();
  }
}
