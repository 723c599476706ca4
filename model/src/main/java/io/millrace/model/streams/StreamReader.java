package io.millrace.model.streams;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.ClusterReader;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads scenarios of streams: strict about keys, complete about mistakes, explicit about what it
 * assumed, as {@link io.millrace.model.scenario.ScenarioReader} is for training.
 */
public final class StreamReader {
  /** The {@code type} of a workload that this reads. */
  public static final String TYPE = "streams";

  /** The version of the format. */
  public static final int VERSION = 1;

  private final HardwareCatalogue hardware;

  /** Reads with a catalogue. */
  public StreamReader(HardwareCatalogue hardware) {
    this.hardware = hardware;
  }

  /** Reads with the bundled catalogue. */
  public static StreamReader bundled() {
    return new StreamReader(HardwareCatalogue.bundled());
  }

  /** Whether the workload of a scenario is of this type. */
  public static boolean reads(Document document) {
    return Fields.of(document, new Issues())
        .optionalObject("workload")
        .filter(it -> it.hasText("type"))
        .filter(it -> it.text("type").equals(TYPE))
        .isPresent();
  }

  /** Reads a scenario file. */
  public Parsed<StreamScenario> read(Path file) {
    return Document.read(file).then(this::read);
  }

  /** Reads a scenario. */
  public Parsed<StreamScenario> read(Document document) {
    Issues issues = new Issues();
    List<Assumption> assumptions = new ArrayList<>();
    Fields root = Fields.of(document, issues);
    int version = root.integer("version", 1);
    if (root.has("version") && version != VERSION) {
      root.issue("version", "is " + version + "; this release reads version " + VERSION, "");
    }
    String name = root.text("name");
    Optional<Cluster> cluster = ClusterReader.read(root, "cluster", hardware, assumptions);
    int seed = root.integer("seed", 0, 0);
    Optional<Fields> workload = root.object("workload");
    OptionalInt cores =
        workload.map(it -> it.optionalInteger("cores", 1)).orElse(OptionalInt.empty());
    Optional<StreamDataflow> dataflow =
        workload.flatMap(it -> new StreamDataflowReader(it, assumptions).read());
    Optional<StreamScenario> scenario =
        root.build(
            () ->
                new StreamScenario(
                    name, cluster.orElseThrow(), cores, dataflow.orElseThrow(), seed, assumptions));
    return issues.result(scenario::orElseThrow);
  }
}
