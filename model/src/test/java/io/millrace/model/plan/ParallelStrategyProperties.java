package io.millrace.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ParallelStrategyProperties {

  @Property
  void aLabelReadsAsTheStrategyItNames(@ForAll("strategies") ParallelStrategy strategy) {
    assertThat(ParallelStrategy.parse(strategy.label())).isEqualTo(strategy);
  }

  @Property
  void expertsAddNoDevices(@ForAll("strategies") ParallelStrategy strategy) {
    long product =
        (long) strategy.data() * strategy.tensor() * strategy.pipeline() * strategy.context();

    assertThat(strategy.devices()).isEqualTo(product);
  }

  @Provide
  Arbitrary<ParallelStrategy> strategies() {
    Arbitrary<Integer> degrees = Arbitraries.integers().between(1, 40);
    return Combinators.combine(degrees, degrees, degrees, degrees, degrees)
        .as(ParallelStrategy::new);
  }
}
