package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.sweep.Chunk;
import io.millrace.scenarios.sweep.ChunkMakers;
import io.millrace.scenarios.sweep.SweepExecutor;
import io.millrace.scenarios.sweep.SweepRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The questions that the examples end in, asked of a small part of their rows. */
class ExampleQueriesTest {
  private static final Pattern QUERY = Pattern.compile("(?m)^# +\\./millrace query (\\S+) (.*)$");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir private Path folder;

  /** Makes slices of the points that are spread over all; of a length that keeps plans together. */
  private static SweepExecutor slices(long points, int slices, int length) {
    return task -> {
      try (ChunkMakers makers = task.makers()) {
        for (int slice = 0; slice < slices; slice++) {
          long from = slice * (points / length) / slices * length;
          task.keep(makers.make(new Chunk(slice, from, Math.min(points, from + length))));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    words.replaceAll(it -> it.endsWith(".svg") ? folder.resolve("picture.svg").toString() : it);
    return words;
  }

  @ParameterizedTest
  @CsvSource({
    "training-map, 15, 640",
    "what-to-buy, 11, 224",
    "sensitivity, 12, 90",
    "post-training-shape, 4, 1"
  })
  void areAnswered(String name, int slices, int length) throws IOException {
    Path file = Path.of("sweeps").resolve(name + ".yaml");
    SweepRun sweep = SweepRun.read(file).orThrow();
    sweep.start(folder.resolve("out"), slices(sweep.points(), slices, length)).result();

    int asked = 0;
    for (Matcher query = QUERY.matcher(Files.readString(file)); query.find(); asked++) {
      List<String> arguments = new ArrayList<>(List.of("query", folder.resolve("out").toString()));
      arguments.addAll(words(query.group(2)));

      CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));

      assertThat(run.status()).as(arguments + "\n" + run.err()).isZero();
      assertThat(run.out().lines()).as(run.out()).hasSizeGreaterThan(1);
    }
    assertThat(asked).isPositive();
  }
}
