package io.millrace.model.scenario;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ArchitectureReader;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.ClusterReader;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.workload.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads scenarios: strict about keys, complete about mistakes, explicit about what it assumed.
 * Names are resolved in the bundled catalogues; a model may also be the path of a {@code
 * config.json} relative to the scenario file.
 */
public final class ScenarioReader {
  /** The version of the format. */
  public static final int VERSION = 1;

  private static final String TRAINING = "training";
  private static final String POST_TRAINING = "post-training";

  /** What people call post-training. */
  private static final Set<String> POST_TRAINING_WORDS =
      Set.of("rlhf", "rl", "rlvr", "grpo", "ppo", "dapo", "reinforcement-learning");

  private final HardwareCatalogue hardware;
  private final ArchitectureCatalogue architectures;
  private final FrameworkCatalogue frameworks;

  /** Reads with the given catalogues. */
  public ScenarioReader(
      HardwareCatalogue hardware,
      ArchitectureCatalogue architectures,
      FrameworkCatalogue frameworks) {
    this.hardware = hardware;
    this.architectures = architectures;
    this.frameworks = frameworks;
  }

  /** Reads with the bundled catalogues. */
  public static ScenarioReader bundled() {
    return new ScenarioReader(
        HardwareCatalogue.bundled(), ArchitectureCatalogue.bundled(), FrameworkCatalogue.bundled());
  }

  /** Reads a scenario file. */
  public Parsed<Scenario> read(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("") : parent;
    return Document.read(file).then(document -> read(document, folder));
  }

  /** Reads a scenario; relative paths in it start at a folder. */
  public Parsed<Scenario> read(Document document, Path folder) {
    return read(document, Optional.of(folder));
  }

  /** Reads a scenario of somebody who must not read files here: it may only name what ships. */
  public Parsed<Scenario> read(Document document) {
    return read(document, Optional.empty());
  }

  private Parsed<Scenario> read(Document document, Optional<Path> folder) {
    Issues issues = new Issues();
    Fields root = Fields.of(document, issues);
    int version = root.integer("version", 1);
    if (root.has("version") && version != VERSION) {
      root.issue("version", "is " + version + "; this release reads version " + VERSION, "");
    }
    String name = root.text("name");
    Optional<Objective> objective =
        root.optionalChoice("objective", List.of(Objective.values()), Objective::key);
    Optional<HourlyPrice> price = root.optionalQuantity("pricePerDevice", HourlyPrice::parse);
    int seed = root.integer("seed", 0, 0);
    Optional<Measured> published =
        root.optionalObject("published").flatMap(fields -> MeasuredReader.read(fields, ""));
    Optional<Scenario> scenario =
        readBody(
            root,
            name,
            folder,
            new Extras(objective.orElse(Objective.TIME), price, seed, published));
    return issues.result(scenario::orElseThrow);
  }

  /** The keys of a scenario that a measured case does not have. */
  private record Extras(
      Objective objective, Optional<HourlyPrice> price, long seed, Optional<Measured> published) {}

  /**
   * Reads the keys that scenarios and measured cases share: {@code cluster}, {@code model}, {@code
   * workload}, {@code plan}. The caller has asked for all other keys.
   */
  public Optional<Scenario> readMeasuredCase(Fields root, String name, Measured measured) {
    Extras extras = new Extras(Objective.TIME, Optional.empty(), 0, Optional.of(measured));
    return readBody(root, name, Optional.of(Path.of("")), extras)
        .map(it -> it.with(measured.timed(it.workload().tokens(), it.cluster().devices())));
  }

  private Optional<Scenario> readBody(
      Fields root, String name, Optional<Path> folder, Extras extras) {
    List<Assumption> assumptions = new ArrayList<>();
    Optional<Cluster> cluster = ClusterReader.read(root, "cluster", hardware, assumptions);
    Optional<ModelArchitecture> model =
        ArchitectureReader.read(root, "model", folder, architectures, assumptions);
    Optional<Fields> workloadFields = root.object("workload");
    FrameworkProfile framework =
        workloadFields.map(fields -> framework(fields, assumptions)).orElseGet(frameworks::generic);
    Optional<Training> workload =
        workloadFields.flatMap(fields -> training(fields, framework.id()));
    if (cluster.isPresent() && workload.isPresent()) {
      new PrecisionRule(cluster.get().device(), hardware)
          .check(workload.get(), workloadFields.orElseThrow());
    }
    Optional<Fields> planFields = root.optionalObject("plan");
    OptionalInt devices = devices(root, cluster);
    Optional<ParallelStrategy> strategy =
        planFields.flatMap(fields -> StrategyReader.read(fields, devices, assumptions));
    Optional<TrainingPlan> plan =
        planFields.flatMap(
            fields ->
                new TrainingPlanReader(fields, framework, assumptions)
                    .read(strategy, model, workload));
    boolean headsKnown = !PlanRules.assumesHeads(assumptions);
    if (plan.isPresent() && root.has("objective")) {
      assumptions.add(
          new Assumption("objective", "without effect", "it is for choosing among plans"));
    }
    PlanRules.violations(devices, model, workload, strategy, plan, headsKnown)
        .forEach(it -> root.issue(it.path(), it.message(), it.hint()));
    return root.build(
        () ->
            new Scenario(
                name,
                cluster.orElseThrow(),
                model.orElseThrow(),
                workload.orElseThrow(),
                framework,
                plan,
                extras.objective(),
                extras.price(),
                extras.seed(),
                extras.published(),
                assumptions));
  }

  /**
   * Reads a plan for a scenario that is known: for those who read many plans of one scenario.
   *
   * @param node what would stand at its key {@code plan}
   * @param assumptions takes what the plan does not say
   */
  public Parsed<TrainingPlan> readPlan(
      JsonNode node, Scenario scenario, List<Assumption> assumptions) {
    Issues issues = new Issues();
    Fields fields = Fields.of(node, "plan", issues);
    int devices = scenario.cluster().devices();
    Optional<ParallelStrategy> strategy =
        StrategyReader.read(fields, OptionalInt.of(devices), assumptions);
    Optional<TrainingPlan> plan =
        new TrainingPlanReader(fields, scenario.framework(), assumptions)
            .read(strategy, Optional.of(scenario.model()), Optional.of(scenario.workload()));
    PlanRules.violations(
            OptionalInt.of(devices),
            Optional.of(scenario.model()),
            Optional.of(scenario.workload()),
            strategy,
            plan,
            !PlanRules.assumesHeads(scenario.assumptions()))
        .forEach(it -> issues.add(it.path(), it.message(), it.hint()));
    return issues.result(plan::orElseThrow);
  }

  /** The devices of the cluster; where it could not be read, those that its keys state. */
  private static OptionalInt devices(Fields root, Optional<Cluster> cluster) {
    if (cluster.isPresent()) {
      return OptionalInt.of(cluster.get().devices());
    }
    return root.hasObject("cluster")
        ? root.object("cluster").orElseThrow().optionalInteger("devices", 1)
        : OptionalInt.empty();
  }

  private static Optional<Training> training(Fields fields, String framework) {
    String type = fields.text("type");
    if (fields.hasText("type") && !type.equals(TRAINING)) {
      boolean slip = NearestWord.find(type, List.of(TRAINING)).isPresent();
      if (type.equals(POST_TRAINING)) {
        fields.issue(
            "type",
            "'%s' is for another question: this one is about training so far".formatted(type),
            "plan, simulate and validate take post-training");
      } else {
        fields.issue(
            "type",
            "'" + type + "' is not simulated by this release",
            slip ? "Maybe 'training'?" : otherType(type));
      }
      if (!slip) {
        fields.keys();
        return Optional.empty();
      }
    }
    return TrainingReader.read(fields, framework);
  }

  /** Names of algorithms are of post-training, which is a type of its own. */
  private static String otherType(String type) {
    return POST_TRAINING_WORDS.contains(type.toLowerCase(Locale.ROOT))
            || NearestWord.find(type, List.of(POST_TRAINING)).isPresent()
        ? "Maybe '%s', with an algorithm?".formatted(POST_TRAINING)
        : "Known: %s, %s".formatted(TRAINING, POST_TRAINING);
  }

  private FrameworkProfile framework(Fields fields, List<Assumption> assumptions) {
    Optional<String> given = fields.optionalText("framework");
    if (given.isEmpty()) {
      if (!fields.has("framework")) {
        assumptions.add(
            new Assumption(
                fields.path("framework"), FrameworkCatalogue.GENERIC, "no framework is named"));
      }
      return frameworks.generic();
    }
    Optional<FrameworkProfile> known =
        fields.hasText("frameworkRelease")
            ? frameworks.profile(given.get(), fields.text("frameworkRelease"))
            : frameworks.profile(given.get());
    if (known.isEmpty()) {
      unknown(given.get(), fields, assumptions);
    } else if (known.get().current() && fields.hasText("frameworkRelease")) {
      assumptions.add(
          new Assumption(
              fields.path("frameworkRelease"),
              known.get().id(),
              "nothing is known to be different in " + fields.text("frameworkRelease")));
    }
    return known.orElseGet(frameworks::generic);
  }

  /** Names of a family stand for all of its releases, of which any may be meant. */
  private static String hint(String name, List<String> ids) {
    List<String> family = ids.stream().filter(it -> it.startsWith(name + "-")).toList();
    return family.size() > 1
        ? "Maybe one of " + String.join(", ", family) + "?"
        : NearestWord.hint(name, ids);
  }

  /** A slip of the keyboard is refused; what resembles no known framework is a new one. */
  private void unknown(String name, Fields fields, List<Assumption> assumptions) {
    List<String> ids =
        frameworks.profiles().stream()
            .filter(FrameworkProfile::current)
            .map(FrameworkProfile::id)
            .toList();
    if (NearestWord.find(name, ids).isPresent()) {
      fields.issue(
          "framework",
          "'" + name + "' is not known",
          hint(name, ids) + " Or write generic if it is none of them");
      return;
    }
    assumptions.add(
        new Assumption(
            fields.path("framework"),
            FrameworkCatalogue.GENERIC,
            "'" + name + "' has no profile. " + NearestWord.hint(name, ids)));
  }
}
