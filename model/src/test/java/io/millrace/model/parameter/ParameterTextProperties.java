package io.millrace.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written can be read. */
class ParameterTextProperties {

  @Provide
  Arbitrary<Parameter> parameters() {
    return Combinators.combine(
            Arbitraries.doubles().between(-12, 15).map(it -> Math.pow(10, it)),
            Arbitraries.doubles().between(-8, 0.9).map(it -> Math.pow(10, it)),
            Arbitraries.of("", "us", "GB/s"))
        .as((value, spread, unit) -> new Parameter("a.b", value, spread, unit));
  }

  @Property
  void textsStandForTheirParametersToAFewDigits(@ForAll("parameters") Parameter parameter) {
    Parameter read = ParameterText.parse("a.b", parameter.text()).orElseThrow();

    assertThat(read.value()).isCloseTo(parameter.value(), withinPercentage(0.05));
    assertThat(read.spread()).isCloseTo(parameter.spread(), withinPercentage(5));
    assertThat(read.unit()).isEqualTo(parameter.unit());
    assertThat(read.text()).isEqualTo(parameter.text());
  }
}
