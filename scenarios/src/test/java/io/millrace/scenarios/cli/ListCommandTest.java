package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.catalogue.ListedKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListCommandTest {

  @ParameterizedTest
  @EnumSource
  void listsEachKindAsATableAndAsJsonThatKeepsItsSchema(ListedKind kind) {
    CommandLineRun text = CommandLineRun.of("list", kind.key());
    CommandLineRun json = CommandLineRun.of("list", kind.key(), "--json", "-");

    assertThat(text.status()).isZero();
    assertThat(json.status()).isZero();
    Schemas.assertMatches("catalogue/1", json.out());
    JsonNode tree = JsonMapper.shared().readTree(json.out());
    assertThat(tree.get("kind").asString()).isEqualTo(kind.key());
    assertThat(text.out().lines()).hasSize(1 + tree.get("entries").size()).hasSizeGreaterThan(5);
  }

  @Test
  void tellsWhereEachFigureOfADeviceWasFound() {
    CommandLineRun run = CommandLineRun.of("list", "devices", "nvidia-h100-sxm", "--json", "-");

    JsonNode device = JsonMapper.shared().readTree(run.out()).get("entries").get(0);
    JsonNode peak = device.get("peak").get("bf16");
    assertThat(peak.get("value").asDouble()).isEqualTo(989e12);
    assertThat(peak.get("unit").asString()).isEqualTo("FLOP/s");
    assertThat(peak.get("source").asString()).isNotBlank();
    assertThat(device.get("memory").findValues("source")).isNotEmpty();
  }

  @Test
  void keepsOnlyWhatContainsAWord() {
    CommandLineRun run = CommandLineRun.of("list", "models", "LLAMA-3");

    assertThat(run.out().lines().skip(1)).isNotEmpty().allMatch(line -> line.contains("llama-3"));
    assertThat(CommandLineRun.of("list", "devices", "no such thing").out()).isEmpty();
  }

  @Test
  void findsThingsByTheirAliases() {
    assertThat(CommandLineRun.of("list", "devices", "h100-sxm-80g").out())
        .contains("nvidia-h100-sxm");
  }

  @Test
  void writesJsonToAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("nics.json");

    assertThat(CommandLineRun.of("list", "nics", "--json", file.toString()).status()).isZero();
    Schemas.assertMatches("catalogue/1", Files.readString(file));
  }

  @Test
  void suggestsTheKindThatWasMeant() {
    CommandLineRun run = CommandLineRun.of("list", "device");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("nothing is listed as 'device'").contains("Maybe 'devices'?");
  }

  @Test
  void saysThatNothingHasAnUnknownName() {
    CommandLineRun run = CommandLineRun.of("list", "devices", "nvidia-h100-sxn");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("has 'nvidia-h100-sxn'", "nvidia-h100-sxm");
  }
}
