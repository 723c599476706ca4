package io.millrace.model.megatron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PipelineLayoutProperties {

  @Property
  void readsAsItWasWritten(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 6) Integer> layers,
      @ForAll @IntRange(max = 3) int furtherTokens) {
    PipelineLayout layout = new PipelineLayout(layers, furtherTokens);

    assertThat(PipelineLayout.parse(layout.text())).isEqualTo(layout);
  }
}
