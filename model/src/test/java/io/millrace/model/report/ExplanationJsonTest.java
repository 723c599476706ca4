package io.millrace.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ExplanationJsonTest {

  @Test
  void leavesOutWhatIsNotKnown() {
    Explanation explanation =
        new Explanation(
            "d8t1p1",
            "Why.",
            List.of(new Explanation.Part(TimePart.ATTENTION, 0.5, 1)),
            List.of(
                new Explanation.Alternative(
                    "data", "8 -> 4", "d4t2p1", OptionalDouble.of(0.5), true, Optional.empty()),
                new Explanation.Alternative(
                    "recompute",
                    "full -> none",
                    "d8t1p1",
                    OptionalDouble.empty(),
                    false,
                    Optional.of("does not fit"))),
            List.of(new Explanation.Gain("a host that launches at once", 0.75, 0.25)));

    assertThat(ExplanationJson.of(explanation).toString())
        .isEqualTo(
            """
            {"plan":"d8t1p1","summary":"Why.",\
            "parts":[{"part":"attention","seconds":0.5,"share":1.0}],\
            "alternatives":[{"choice":"data","change":"8 -> 4","label":"d4t2p1","loss":0.5,\
            "atMost":true},\
            {"choice":"recompute","change":"full -> none","label":"d8t1p1",\
            "impossible":"does not fit"}],\
            "gains":[{"what":"a host that launches at once","value":0.75,"gain":0.25}]}""");
  }
}
