package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SharesProperties {

  @Property
  void percentagesAddUpToAHundred(@ForAll("parts") List<Double> parts) {
    BigDecimal sum =
        Shares.percentages(parts).stream()
            .map(SharesProperties::number)
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(sum).isEqualByComparingTo("100");
  }

  @Property
  void noPercentageIsOffByMoreThanItsLastDigit(@ForAll("parts") List<Double> parts) {
    double whole = parts.stream().mapToDouble(Double::doubleValue).sum();
    List<String> percentages = Shares.percentages(parts);

    for (int i = 0; i < parts.size(); i++) {
      assertThat(number(percentages.get(i)).doubleValue())
          .isCloseTo(parts.get(i) / whole * 100, within(0.1 + 1e-9));
    }
  }

  private static BigDecimal number(String percentage) {
    return new BigDecimal(percentage.replace(" %", ""));
  }

  @Provide
  Arbitrary<List<Double>> parts() {
    return Arbitraries.doubles().between(1e-6, 1e6).ofScale(7).list().ofMinSize(1).ofMaxSize(12);
  }
}
