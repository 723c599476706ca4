package io.millrace.model.posttraining;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ArchitectureReader;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.ClusterReader;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.MeasuredReader;
import io.millrace.model.workload.PostTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads post-training scenarios: strict about keys, complete about mistakes, explicit about what it
 * assumed, as {@link io.millrace.model.scenario.ScenarioReader} is for training.
 */
public final class PostTrainingReader {
  /** The {@code type} of a workload that this reads. */
  public static final String TYPE = "post-training";

  /** The version of the format. */
  public static final int VERSION = 1;

  /** The framework of scenarios that name neither one nor an engine. */
  private static final String USUAL_FRAMEWORK = "nemo-rl";

  /**
   * The same where a critic is trained: NeMo-RL's critics are new (examples/run_ppo.py) and none of
   * their runs was measured.
   */
  private static final String USUAL_WITH_CRITIC = "verl";

  private final HardwareCatalogue hardware;
  private final ArchitectureCatalogue architectures;
  private final PostTrainingFrameworks frameworks;

  /** Reads with the given catalogues. */
  public PostTrainingReader(
      HardwareCatalogue hardware,
      ArchitectureCatalogue architectures,
      PostTrainingFrameworks frameworks) {
    this.hardware = hardware;
    this.architectures = architectures;
    this.frameworks = frameworks;
  }

  /** Reads with the bundled catalogues. */
  public static PostTrainingReader bundled() {
    return new PostTrainingReader(
        HardwareCatalogue.bundled(),
        ArchitectureCatalogue.bundled(),
        PostTrainingFrameworks.bundled());
  }

  /** Whether the workload of a scenario or case is of this type. */
  public static boolean reads(Fields root) {
    return root.hasObject("workload")
        && root.object("workload").filter(it -> it.hasText("type")).isPresent()
        && root.object("workload").orElseThrow().text("type").equals(TYPE);
  }

  /** Reads a scenario file. */
  public Parsed<PostTrainingScenario> read(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("") : parent;
    return Document.read(file).then(document -> read(document, folder));
  }

  /** Reads a scenario; relative paths in it start at a folder. */
  public Parsed<PostTrainingScenario> read(Document document, Path folder) {
    return read(document, Optional.of(folder));
  }

  /** Reads a scenario of somebody who must not get at files: models are known or described. */
  public Parsed<PostTrainingScenario> read(Document document) {
    return read(document, Optional.empty());
  }

  private Parsed<PostTrainingScenario> read(Document document, Optional<Path> folder) {
    Issues issues = new Issues();
    Fields root = Fields.of(document, issues);
    int version = root.integer("version", 1);
    if (root.has("version") && version != VERSION) {
      root.issue("version", "is " + version + "; this release reads version " + VERSION, "");
    }
    String name = root.text("name");
    Optional<Measured> published =
        root.optionalObject("published").flatMap(fields -> MeasuredReader.read(fields, ""));
    Optional<PostTrainingScenario> scenario = readBody(root, name, folder, published);
    return issues.result(scenario::orElseThrow);
  }

  /**
   * Reads the keys that scenarios and measured cases share. The caller has asked for all other
   * keys.
   */
  public Optional<PostTrainingScenario> readMeasuredCase(
      Fields root, String name, Measured measured) {
    return readBody(root, name, Optional.of(Path.of("")), Optional.of(measured));
  }

  private Optional<PostTrainingScenario> readBody(
      Fields root, String name, Optional<Path> folder, Optional<Measured> published) {
    List<Assumption> assumptions = new ArrayList<>();
    Optional<Cluster> cluster = ClusterReader.read(root, "cluster", hardware, assumptions);
    Optional<Fields> fields = root.object("workload");
    Optional<WorkloadReader> reader = fields.map(it -> new WorkloadReader(it, assumptions));
    Optional<Dataflow> dataflow = reader.flatMap(WorkloadReader::dataflow);
    Optional<PostTrainingFramework> framework =
        fields.flatMap(it -> framework(it, dataflow, assumptions));
    framework.ifPresent(it -> assumptions.add(it.assumedMemory()));
    Optional<PostTraining> workload =
        reader.flatMap(it -> framework.flatMap(known -> it.read(dataflow, known)));
    NavigableMap<String, ModelArchitecture> models =
        models(root, folder, workload.map(PostTraining::dataflow), assumptions);
    Optional<PostTrainingPlan> plan =
        root.optionalObject("plan")
            .flatMap(
                it ->
                    cluster.isPresent() && workload.isPresent()
                        ? new PlacementsReader(it, cluster.get(), workload.get(), assumptions)
                            .read()
                        : Optional.empty());
    check(root, workload, models, plan);
    return root.build(
        () ->
            new PostTrainingScenario(
                name,
                cluster.orElseThrow(),
                models,
                workload.orElseThrow(),
                framework.orElseThrow(),
                plan,
                published,
                assumptions));
  }

  private static void check(
      Fields root,
      Optional<PostTraining> workload,
      NavigableMap<String, ModelArchitecture> models,
      Optional<PostTrainingPlan> plan) {
    if (workload.isEmpty() || plan.isEmpty()) {
      return;
    }
    for (ModelFunctionCall call : workload.get().dataflow().placed()) {
      Optional<ModelArchitecture> model = call.role().map(models::get);
      Optional<CallPlacement> placement = plan.get().placement(call.name());
      if (model.isPresent() && placement.isPresent()) {
        PlacementRules.violations(call, model.get(), placement.get())
            .forEach(it -> root.issue(it.path(), it.message(), it.hint()));
      }
    }
  }

  /** Named, or the one that generates with the engine of that name. */
  private Optional<PostTrainingFramework> framework(
      Fields fields, Optional<Dataflow> dataflow, List<Assumption> assumptions) {
    fields.text("type");
    Optional<String> engine = fields.optionalText("generationEngine");
    Optional<String> named = fields.optionalText("framework");
    List<String> ids = frameworks.all().stream().map(PostTrainingFramework::id).toList();
    if (named.isPresent()) {
      Optional<PostTrainingFramework> known = frameworks.find(named.get());
      if (known.isEmpty()) {
        fields.issue("framework", "'" + named.get() + "' is not known", hint(named.get(), ids));
      }
      return known;
    }
    boolean critic = dataflow.filter(it -> it.trains("critic")).isPresent();
    Optional<PostTrainingFramework> usual =
        frameworks.find(critic ? USUAL_WITH_CRITIC : USUAL_FRAMEWORK);
    Optional<PostTrainingFramework> like =
        engine.isEmpty()
            ? usual
            : usual
                .filter(it -> it.generatesWith(engine.get()))
                .or(() -> frameworks.generatingWith(engine.get()));
    if (like.isEmpty()) {
      fields.issue("generationEngine", "'" + engine.orElse("") + "' is not known", "");
    }
    like.ifPresent(
        it ->
            assumptions.add(
                new Assumption(
                    fields.path("framework"),
                    it.id(),
                    "it generates with %s%s; give framework, or --launcher"
                        .formatted(it.engine().id(), critic ? " and trains critics" : ""))));
    return like;
  }

  private static String hint(String word, List<String> known) {
    return NearestWord.hint(word, known);
  }

  /** {@code models} by role, or one {@code model} for all; roles without one are like the actor. */
  private NavigableMap<String, ModelArchitecture> models(
      Fields root,
      Optional<Path> folder,
      Optional<Dataflow> dataflow,
      List<Assumption> assumptions) {
    NavigableMap<String, ModelArchitecture> models = new TreeMap<>();
    if (root.has("model")) {
      Optional<ModelArchitecture> one =
          ArchitectureReader.read(root, "model", folder, architectures, assumptions);
      one.ifPresent(it -> dataflow.ifPresent(flow -> flow.roles().forEach(r -> models.put(r, it))));
      return models;
    }
    Optional<Fields> byRole = root.object("models");
    if (byRole.isEmpty()) {
      return models;
    }
    for (String role : byRole.get().keys()) {
      ArchitectureReader.read(byRole.get(), role, folder, architectures, assumptions)
          .ifPresent(it -> models.put(role, it));
    }
    ModelArchitecture actor = models.get("actor");
    for (String role : dataflow.map(Dataflow::roles).orElseGet(LinkedHashSet::new)) {
      if (!byRole.get().has(role) && actor != null) {
        models.put(role, actor);
        assumptions.add(new Assumption("models." + role, actor.name(), "as the actor"));
      } else if (!byRole.get().has(role)) {
        byRole.get().issue(role, "is missing", "give its model");
      }
    }
    return models;
  }
}
