package io.millrace.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioLibraryTest {

  /** Tests run in the module's folder, which lies in the checkout. */
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  private static final ScenarioLibrary BUNDLED = ScenarioLibrary.open(Optional.empty());

  @TempDir Path home;

  @Test
  void bundlesEveryFileOfTheCheckout() {
    ScenarioLibrary checkout = ScenarioLibrary.open(Optional.of(CHECKOUT));

    assertThat(BUNDLED.entries())
        .as("library/index.txt lists the files that travel in the jar")
        .extracting(LibraryEntry::id, LibraryEntry::text)
        .containsExactlyElementsOf(
            checkout.entries().stream().map(it -> tuple(it.id(), it.text())).toList());
    assertThat(BUNDLED.measured()).isEqualTo(checkout.measured());
  }

  @Test
  void tellsWhatAScenarioIsBeforeReadingIt() {
    LibraryEntry entry = BUNDLED.find("deepseek-v3-2048-h800").orElseThrow();

    assertThat(entry.name()).isEqualTo("DeepSeek-V3 pre-training on 2,048 H800");
    assertThat(entry.summary()).startsWith("DeepSeek-V3 as it was trained").endsWith(".");
    assertThat(entry.remarks()).startsWith("No iteration time is published. It is derived");
  }

  @Test
  void readsAScenarioByItsId() {
    var scenario = BUNDLED.read("megatron-1t-3072-a100").orThrow();

    assertThat(scenario.cluster().devices()).isEqualTo(3072);
    assertThat(scenario.plan().orElseThrow().label()).isEqualTo("d6t8p64");
    assertThat(scenario.published().orElseThrow().iterationSeconds()).hasValue(102.63);
  }

  @Test
  void suggestsTheScenarioThatWasMeant() {
    assertThat(BUNDLED.read("megatron-1t-3072-a10").issues())
        .containsExactly(
            new Issue(
                "$",
                "the library has no scenario 'megatron-1t-3072-a10'",
                "Maybe 'megatron-1t-3072-a100'?"));
    assertThat(BUNDLED.find("megatron-1t-3072-a10")).isEmpty();
  }

  @Test
  void seesWhatACheckoutAddsToTheLibrary() throws IOException {
    Path folder = Files.createDirectories(home.resolve("scenarios/library"));
    Files.writeString(folder.resolve("b.yaml"), "# Mine.\nversion: 1\nname: My cluster\n");
    Files.writeString(folder.resolve("a.yaml"), "name: [not, a, text]\n");
    Files.writeString(folder.resolve("notes.txt"), "name: no scenario\n");

    ScenarioLibrary library = ScenarioLibrary.open(Optional.of(home));

    assertThat(library.entries())
        .containsExactly(
            new LibraryEntry("a", "a", "", "", "name: [not, a, text]\n", folder),
            new LibraryEntry(
                "b", "My cluster", "Mine.", "", "# Mine.\nversion: 1\nname: My cluster\n", folder));
    assertThat(library.measured()).isEmpty();
  }

  @Test
  void listsAFileThatIsNoYamlAndSaysWhyWhenItIsRead() throws IOException {
    Path folder = Files.createDirectories(home.resolve("scenarios/library"));
    Files.writeString(folder.resolve("broken.yaml"), "name: [\n");

    ScenarioLibrary library = ScenarioLibrary.open(Optional.of(home));

    assertThat(library.entries()).extracting(LibraryEntry::name).containsExactly("broken");
    assertThat(library.read("broken").issues())
        .singleElement()
        .extracting(Issue::message)
        .asString()
        .startsWith("not valid YAML");
  }

  @Test
  void startsRelativePathsOfAScenarioAtItsFolder() throws IOException {
    Path folder = Files.createDirectories(home.resolve("scenarios/library"));
    Files.writeString(folder.resolve("own.yaml"), "model: no-such-config.json\n");

    ScenarioLibrary library = ScenarioLibrary.open(Optional.of(home));

    assertThat(library.read("own").issues())
        .filteredOn(issue -> issue.path().equals("model"))
        .singleElement()
        .extracting(Issue::message)
        .asString()
        .contains(folder.resolve("no-such-config.json").toString());
  }

  @Test
  void reportsIssuesOfMeasurementsThatWereChanged() throws IOException {
    Files.createDirectories(home.resolve("scenarios/library"));
    Path folder = Files.createDirectories(home.resolve("scenarios/measured"));
    Files.writeString(folder.resolve("mine.json"), "{\"format\": \"measurements/2\"}");

    ScenarioLibrary library = ScenarioLibrary.open(Optional.of(home));

    assertThatThrownBy(library::measured).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void usesTheJarWhereTheHomeHasNoLibrary() {
    List<LibraryEntry> entries = ScenarioLibrary.open(Optional.of(home)).entries();

    assertThat(entries).isEqualTo(BUNDLED.entries()).isNotEmpty();
  }
}
