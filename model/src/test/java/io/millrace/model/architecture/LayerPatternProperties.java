package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LayerPatternProperties {

  @Property
  void readingWhatWasWrittenGivesTheSameNames(@ForAll("layers") List<String> names) {
    assertThat(LayerPattern.parse(LayerPattern.print(names), 1000)).isEqualTo(names);
  }

  @Provide
  Arbitrary<List<String>> layers() {
    return Arbitraries.of("a", "b", "moe-2").list().ofMinSize(1).ofMaxSize(60);
  }
}
