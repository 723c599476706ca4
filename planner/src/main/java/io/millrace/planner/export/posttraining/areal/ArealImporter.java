package io.millrace.planner.export.posttraining.areal;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.posttraining.PostTrainingImporter;
import io.millrace.planner.export.posttraining.TrainerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads AReaL's configuration with a backend for each engine, or a one-line allocation mode. */
public final class ArealImporter implements PostTrainingImporter {
  private static final Pattern ONE_LINE =
      Pattern.compile("(?:allocation_mode\\s*[:=]\\s*)?[\"']?([a-z][^\\s\"'#]*)[\"']?");

  /** For service loaders. */
  public ArealImporter() {}

  @Override
  public String key() {
    return ArealExporter.KEY;
  }

  @Override
  public String reads() {
    return "the YAML with actor.backend and rollout.backend, or an allocation mode in one line";
  }

  @Override
  public String planFile() {
    return ArealExporter.CONFIGURATION;
  }

  /** Megatron shares out the optimizer's state, FSDP all; one line says that alone. */
  @Override
  public TrainerSettings settings(String text) {
    if (isOneLine(text)) {
      return new TrainerSettings(sharding(text), Optional.empty());
    }
    Optional<Fields> actor =
        Document.parse(text, false) instanceof Parsed.Valid<Document> valid
            ? Fields.of(valid.value(), new Issues()).optionalObject("actor")
            : Optional.empty();
    return new TrainerSettings(
        actor.flatMap(it -> sharding(it.text("backend", ""))),
        actor.map(it -> TrainerSettings.recompute(it.flag("gradient_checkpointing", false))));
  }

  private static Optional<Sharding> sharding(String words) {
    if (words.contains("megatron")) {
      return Optional.of(Sharding.ZERO1);
    }
    return words.contains("fsdp") ? Optional.of(Sharding.ZERO3) : Optional.empty();
  }

  private static boolean isOneLine(String text) {
    var line = ONE_LINE.matcher(text.strip());
    return line.matches() && line.group(1).matches(".*[dtpc]\\d.*");
  }

  @Override
  public Parsed<PostTrainingPlan> read(String text, PostTrainingScenario question) {
    var line = ONE_LINE.matcher(text.strip());
    if (line.matches() && line.group(1).matches(".*[dtpc]\\d.*")) {
      return mode(line.group(1), question);
    }
    return Document.parse(text, false).then(it -> read(it, question));
  }

  private static Parsed<PostTrainingPlan> read(Document document, PostTrainingScenario question) {
    Issues issues = new Issues();
    Fields root = Fields.of(document, issues);
    Optional<String> mode = root.optionalText("allocation_mode");
    if (mode.isPresent() && !root.has("actor")) {
      return mode(mode.get(), question);
    }
    Map<String, ArealEngine> engines = new LinkedHashMap<>();
    for (String name : List.of("rollout", "actor", "ref", "critic")) {
      root.optionalObject(name)
          .flatMap(it -> engine(it, name, engines))
          .ifPresent(it -> engines.put(name, it));
    }
    if (!engines.containsKey("rollout") || !engines.containsKey("actor")) {
      root.issue("has no rollout.backend and actor.backend", "such as sglang:d4t2, megatron:d8");
    }
    return new ArealPlan(question, issues).of(engines);
  }

  /** An engine of a configuration; one without a backend has the actor's. */
  private static Optional<ArealEngine> engine(
      Fields fields, String name, Map<String, ArealEngine> engines) {
    String text = fields.text("backend", "");
    Optional<BackendString> words =
        text.isEmpty() || text.startsWith("${actor.")
            ? Optional.ofNullable(engines.get("actor")).map(ArealEngine::words)
            : BackendString.parse(text);
    if (words.isEmpty()) {
      fields.issue("backend", "'" + text + "' is no backend", "such as megatron:d2p2t4");
      return Optional.empty();
    }
    boolean awex = name.equals("actor") && fields.text("weight_update_mode", "").equals("awex");
    boolean colocated =
        fields
            .optionalObject("scheduling_strategy")
            .map(it -> it.text("type", "").equals("colocation"))
            .orElse(false);
    OptionalInt batches =
        fields
            .optionalObject("mb_spec")
            .filter(it -> !it.has("max_tokens_per_mb"))
            .map(it -> it.optionalInteger("n_mbs", 1))
            .orElseGet(OptionalInt::empty);
    int stages =
        fields
            .optionalObject("megatron")
            .map(it -> it.integer("virtual_pipeline_parallel_size", 1, 1))
            .orElse(1);
    return Optional.of(new ArealEngine(words.get(), colocated, awex, batches, stages));
  }

  /** An allocation mode: plus binds less than the bar. */
  private static Parsed<PostTrainingPlan> mode(String text, PostTrainingScenario question) {
    Issues issues = new Issues();
    Map<String, ArealEngine> engines = new LinkedHashMap<>();
    for (String pool : apart(text)) {
      String[] shared = pool.contains("(") ? new String[] {pool} : pool.split("\\|", -1);
      for (int i = 0; i < shared.length; i++) {
        Optional<BackendString> words = BackendString.parse(shared[i]);
        if (words.isEmpty()) {
          issues.add(Issue.WHOLE, "'" + shared[i] + "' is no backend", "such as sglang:d4t2");
          continue;
        }
        String usual = words.get().generates() ? "rollout" : "actor";
        String name = words.get().name().isEmpty() ? usual : words.get().name();
        // An engine that generates may come first, whom the actor then shares devices with.
        boolean shares = i > 0 || (shared.length > 1 && words.get().generates());
        engines.put(name, new ArealEngine(words.get(), shares, false, OptionalInt.empty(), 1));
      }
    }
    if (engines.size() == 1 && engines.containsKey("rollout")) {
      issues.add(Issue.WHOLE, "has no trainer", "such as sglang:d4t2+megatron:d8");
    }
    return new ArealPlan(question, issues).of(engines);
  }

  private static List<String> apart(String text) {
    return List.of(text.split("\\+", -1));
  }
}
