package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTextTest {

  @Test
  void showsEveryStageWhereTheyAreFew() {
    assertThat(new MemoryText(List.of(use(0, 10), use(1, 20))).lines(Palette.PLAIN))
        .containsExactly(
            "Memory of a device at its fullest",
            "  stage  tier    weights      total  capacity     used",
            "      0  hbm   10.00 GiB  10.00 GiB    16 GiB   62.5 %",
            "      1  hbm   20.00 GiB  20.00 GiB    16 GiB  125.0 %",
            "");
  }

  @Test
  void showsTheFirstTheFullestAndTheLastOfMany() {
    List<MemoryUse> uses =
        IntStream.range(0, 16).mapToObj(stage -> use(stage, stage == 5 ? 9 : 3)).toList();

    List<String> lines = new MemoryText(uses).lines(Palette.PLAIN);

    assertThat(lines).first().asString().endsWith(", first, fullest and last of 16 stages");
    assertThat(lines.subList(2, 5))
        .extracting(line -> line.strip().split(" ", 2)[0])
        .containsExactly("0", "5", "15");
  }

  @Test
  void knowsWhatLeavesLittleToSpare() {
    MemoryUse nearly = new MemoryUse(1, "hbm", Map.of("weights", new Bytes(979L << 20)), gib(1));

    assertThat(new MemoryText(List.of(use(0, 3), nearly)).tightest()).contains(nearly);
    assertThat(new MemoryText(List.of(use(0, 15))).tightest()).as("94 %").isEmpty();
    assertThat(new MemoryText(List.of(nearly, use(0, 17))).tightest())
        .as("what does not fit at all")
        .isEmpty();
  }

  @Test
  void showsNothingWhereNothingIsKnown() {
    assertThat(new MemoryText(List.of()).lines(Palette.PLAIN)).isEmpty();
  }

  private static MemoryUse use(int stage, int gibibytes) {
    return new MemoryUse(stage, "hbm", Map.of("weights", gib(gibibytes)), gib(16));
  }

  private static Bytes gib(long count) {
    return new Bytes(count << 30);
  }
}
