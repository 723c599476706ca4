package io.millrace.model.posttraining;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.input.NearestWord;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.model.workload.Adapters;
import io.millrace.model.workload.Asynchrony;
import io.millrace.model.workload.Colocation;
import io.millrace.model.workload.OutputLengths;
import io.millrace.model.workload.PostTraining;
import io.millrace.model.workload.TrainingPrecision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads the keys of a {@code workload} of type {@code post-training}. */
final class WorkloadReader {
  /**
   * Tokens of a question with its template where only prompt and response together are known: those
   * of OpenMathInstruct-2 (arXiv 2410.01560) have some 150.
   */
  private static final int USUAL_PROMPT = 150;

  /** {@code staleness_threshold} of verl's published runs (docs/advance/fully_async.md). */
  private static final double USUAL_THRESHOLD = 0.5;

  /** {@code trigger_parameter_sync_step} of the same. */
  private static final int USUAL_PORTIONS = 4;

  private static final List<String> ASYNCHRONIES =
      List.of("none", "one-step", Asynchrony.Streaming.KEY);

  private final Fields fields;
  private final List<Assumption> assumptions;

  WorkloadReader(Fields fields, List<Assumption> assumptions) {
    this.fields = fields;
    this.assumptions = assumptions;
  }

  /** The calls of an iteration. */
  Optional<Dataflow> dataflow() {
    return DataflowReader.read(fields, takesLogProbabilities());
  }

  /** All the rest. */
  Optional<PostTraining> read(Optional<Dataflow> dataflow, PostTrainingFramework framework) {
    Optional<String> release = fields.optionalText("frameworkRelease");
    OptionalInt maxSequence = fields.optionalInteger("maxSequence", 2);
    int prompt = promptTokens();
    Optional<OutputLengths> outputs = outputs(prompt, maxSequence);
    int rollouts = rollouts();
    int trainBatch = trainBatch(rollouts);
    int group = group(rollouts);
    Asynchrony asynchrony = asynchrony().orElse(Asynchrony.NONE);
    Colocation colocation =
        fields
            .optionalFlag("colocated")
            .map(it -> it ? Colocation.TOGETHER : Colocation.APART)
            .orElse(Colocation.OPEN);
    TrainingPrecision precision =
        fields
            .optionalChoice(
                "precision", List.of(TrainingPrecision.values()), TrainingPrecision::key)
            .orElse(TrainingPrecision.BF16);
    Recompute recompute =
        fields
            .optionalChoice("recompute", List.of(Recompute.values()), Recompute::key)
            .orElse(Recompute.FULL);
    assumeIfAbsent("recompute", recompute.key(), "long responses need it");
    Sharding sharding =
        fields
            .optionalChoice("sharding", List.of(Sharding.values()), Sharding::key)
            .orElse(Sharding.ZERO1);
    assumeIfAbsent("sharding", sharding.key(), "a distributed optimizer is usual");
    OptionalInt shardingGroup = fields.optionalInteger("shardingGroup", 1);
    OptionalInt rank = fields.optionalInteger("adapterRank", 1);
    return fields.build(
        () ->
            new PostTraining(
                dataflow.orElseThrow(),
                framework.id(),
                release,
                prompt,
                outputs.orElseThrow(),
                maxSequence.orElse(prompt + outputs.orElseThrow().longest()),
                rollouts,
                trainBatch,
                group,
                asynchrony,
                colocation,
                precision,
                recompute,
                sharding,
                shardingGroup,
                rank.isPresent() ? Optional.of(new Adapters(rank.getAsInt())) : Optional.empty()));
  }

  /**
   * Where responses stream, those of one portion are of several versions of the weights, and the
   * trainer takes the engine's log-probabilities (verl, docs/advance/fully_async.md, {@code
   * use_rollout_log_probs}).
   */
  private boolean takesLogProbabilities() {
    boolean streams =
        fields.hasText("asynchrony") && fields.text("asynchrony").equals(Asynchrony.Streaming.KEY);
    return fields.flag("engineLogProbabilities", streams);
  }

  private Optional<Asynchrony> asynchrony() {
    if (!fields.has("asynchrony")) {
      return Optional.empty();
    }
    String name = fields.text("asynchrony");
    if (name.equals(Asynchrony.Streaming.KEY)) {
      double threshold =
          fields.number(
              "stalenessThreshold", 0, Asynchrony.Streaming.MOST_THRESHOLD, USUAL_THRESHOLD);
      assumeIfAbsent(
          "stalenessThreshold", Double.toString(threshold), "verl's published runs have it");
      boolean partial = fields.flag("partialRollouts", true);
      int portions = fields.integer("portions", 1, USUAL_PORTIONS);
      assumeIfAbsent("portions", Integer.toString(portions), "verl's published runs have it");
      return Optional.of(new Asynchrony.Streaming(threshold, partial, portions));
    }
    Optional<Asynchrony> steps = Asynchrony.Steps.parse(name);
    if (steps.isEmpty()) {
      fields.issue("asynchrony", "'" + name + "' is not known", asynchronyHint(name));
    }
    return steps;
  }

  /** Frameworks have longer names for the same, such as {@code one_step_off_policy} in verl. */
  private static String asynchronyHint(String name) {
    String spelled = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return ASYNCHRONIES.stream()
        .filter(spelled::startsWith)
        .findFirst()
        .or(() -> NearestWord.find(name, ASYNCHRONIES))
        .map(it -> "Maybe '%s'? ".formatted(it))
        .orElse("")
        .concat("give none, one-step, a number of steps as in 4-step, or streaming");
  }

  /** Responses to a prompt; matters where responses stream. */
  private int group(int rollouts) {
    if (fields.has("responsesPerPrompt")) {
      int group = fields.integer("responsesPerPrompt", 1);
      if (rollouts % Math.max(1, group) != 0) {
        fields.issue("responsesPerPrompt", group + " does not divide " + rollouts, "");
      }
      return Math.max(1, group);
    }
    return 1;
  }

  private int promptTokens() {
    if (fields.has("promptTokens")) {
      return fields.integer("promptTokens", 1);
    }
    OptionalDouble average = fields.optionalNumber("averageSequence", 2, 1e9);
    int prompt = (int) Math.min(USUAL_PROMPT, Math.max(1, average.orElse(1) / 4));
    assumeIfAbsent(
        "promptTokens", Integer.toString(prompt), "questions of mathematics have so many");
    return prompt;
  }

  /** Of one length, or of a mean and a limit. */
  private Optional<OutputLengths> outputs(int prompt, OptionalInt maxSequence) {
    OptionalInt tokens = fields.optionalInteger("outputTokens", 1);
    String shape = fields.text("outputLengths", tokens.isPresent() ? "fixed" : "capped");
    if (!List.of("fixed", "capped").contains(shape)) {
      fields.issue("outputLengths", "'" + shape + "' is neither fixed nor capped", "");
      return Optional.empty();
    }
    OptionalDouble average = fields.optionalNumber("averageSequence", 2, 1e9);
    double spread = fields.number("outputSpread", 0.01, 4, OutputLengths.Capped.USUAL_SPREAD);
    if (shape.equals("fixed") && tokens.isPresent()) {
      assumeIfAbsent("outputLengths", "fixed", "capped where lengths vary up to maxSequence");
      if (prompt + tokens.getAsInt() > maxSequence.orElse(Integer.MAX_VALUE)) {
        fields.issue(
            "maxSequence",
            "prompts of %d and responses of %d tokens do not fit into %d"
                .formatted(prompt, tokens.getAsInt(), maxSequence.getAsInt()),
            "");
      }
      return Optional.of(new OutputLengths.Fixed(tokens.getAsInt()));
    }
    double mean = tokens.isPresent() ? tokens.getAsInt() : average.orElse(0) - prompt;
    boolean misread =
        (fields.has("outputTokens") && tokens.isEmpty())
            || (fields.has("maxSequence") && maxSequence.isEmpty())
            || (fields.has("averageSequence") && average.isEmpty());
    if (misread) {
      // that is an issue already
      return Optional.empty();
    }
    if (mean < 1 || maxSequence.isEmpty()) {
      fields.issue(
          "outputTokens",
          "nothing says how long responses are",
          "give outputTokens, or maxSequence and averageSequence");
      return Optional.empty();
    }
    assumeIfAbsent(
        "outputSpread",
        Double.toString(spread),
        "standard deviation of the logarithm of the length of responses");
    return fields.make(
        () -> OutputLengths.Capped.of(mean, maxSequence.getAsInt() - prompt, spread));
  }

  private int rollouts() {
    if (fields.has("rolloutsPerStep") && fields.has("batch")) {
      fields.issue("batch", "is given beside rolloutsPerStep", "give one of them");
    }
    return fields.has("rolloutsPerStep")
        ? fields.integer("rolloutsPerStep", 1)
        : fields.integer("batch", 1);
  }

  private int trainBatch(int rollouts) {
    int miniBatches = fields.integer("miniBatches", 1, 1);
    if (fields.has("trainBatch")) {
      int trainBatch = fields.integer("trainBatch", 1);
      if (fields.has("miniBatches") && (long) trainBatch * miniBatches != rollouts) {
        fields.issue(
            "miniBatches",
            "%d of %d responses are not the %d of an iteration"
                .formatted(miniBatches, trainBatch, rollouts),
            "give trainBatch or miniBatches");
      }
      return trainBatch;
    }
    if (rollouts % Math.max(1, miniBatches) != 0) {
      fields.issue("miniBatches", miniBatches + " do not divide " + rollouts + " responses", "");
    }
    return Math.max(1, rollouts / Math.max(1, miniBatches));
  }

  private void assumeIfAbsent(String key, String value, String reason) {
    if (!fields.has(key)) {
      assumptions.add(new Assumption(fields.path(key), value, reason));
    }
  }
}
