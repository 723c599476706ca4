package io.millrace.model.posttraining;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterDocument;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.model.posttraining.GenerationEngine.Mode;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The known post-training frameworks in the order of the bundled file. */
public final class PostTrainingFrameworks {
  /** What the paths of their parameters begin with. */
  public static final String PARAMETERS = "postTraining";

  private static final String RESOURCE = "post-training.yaml";
  private static final PostTrainingFrameworks BUNDLED = with(ParameterSet.NONE);

  private final Map<String, PostTrainingFramework> byId;
  private final List<Parameter> parameters;

  private PostTrainingFrameworks(
      Map<String, PostTrainingFramework> byId, List<Parameter> parameters) {
    this.byId = byId;
    this.parameters = List.copyOf(parameters);
  }

  /** Those that come with the tool. */
  public static PostTrainingFrameworks bundled() {
    return BUNDLED;
  }

  /** The same with other values of their parameters. */
  public static PostTrainingFrameworks with(ParameterSet instead) {
    Document file = Document.bundled(PostTrainingFrameworks.class, RESOURCE);
    ParameterDocument document = ParameterDocument.of(PARAMETERS, file, instead);
    Issues issues = new Issues();
    Fields root = Fields.of(document.document(), issues);
    Map<String, PostTrainingFramework> byId = new LinkedHashMap<>();
    for (String id : root.keys()) {
      root.object(id).flatMap(it -> read(id, it)).ifPresent(it -> byId.put(id, it));
    }
    return issues.result(() -> new PostTrainingFrameworks(byId, document.parameters())).orThrow();
  }

  /** All, in the order of the file. */
  public List<PostTrainingFramework> all() {
    return List.copyOf(byId.values());
  }

  /** The numbers that are known within a spread. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Those that the predictions for a framework depend on. */
  public List<Parameter> parametersOf(PostTrainingFramework framework) {
    String prefix = PARAMETERS + "." + framework.id() + ".";
    return parameters.stream().filter(it -> it.path().startsWith(prefix)).toList();
  }

  /** The framework of an id. */
  public Optional<PostTrainingFramework> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The first framework that generates with an engine of that name or mode. */
  public Optional<PostTrainingFramework> generatingWith(String engine) {
    return byId.values().stream().filter(it -> it.generatesWith(engine)).findFirst();
  }

  private static Optional<PostTrainingFramework> read(String id, Fields fields) {
    String trainer = fields.text("trainer");
    Optional<GenerationEngine> engine =
        fields.object("engine").flatMap(PostTrainingFrameworks::engine);
    Optional<MicroBatching> microBatching =
        fields.optionalChoice("microBatching", List.of(MicroBatching.values()), MicroBatching::key);
    Optional<WeightTransfer> transfer =
        fields.object("transfer").flatMap(PostTrainingFrameworks::transfer);
    Optional<Duration> launch = fields.optionalQuantity("launch", Duration::parse);
    Duration reward = duration(fields, "reward");
    Duration call = duration(fields, "call");
    Duration update = duration(fields, "update");
    Duration padded = duration(fields, "padded");
    Duration iteration = duration(fields, "iteration");
    String source = fields.text("source");
    return fields.build(
        () ->
            new PostTrainingFramework(
                id,
                trainer,
                launch,
                engine.orElseThrow(),
                microBatching.orElse(MicroBatching.PACKED),
                transfer.orElseThrow(),
                reward,
                call,
                update,
                padded,
                iteration,
                source));
  }

  private static Optional<GenerationEngine> engine(Fields fields) {
    String id = fields.text("id");
    Optional<Mode> mode = fields.optionalChoice("mode", List.of(Mode.values()), Mode::key);
    Duration layer = duration(fields, "layer");
    Duration layerSum = duration(fields, "layerSum");
    Duration step = duration(fields, "step");
    Duration farStep = duration(fields, "farStep");
    Duration request = duration(fields, "request");
    Duration reduction = duration(fields, "reduction");
    Duration handOver = duration(fields, "handOver");
    double sharedMemory = fields.number("sharedMemory", 0.01, 1, 0.9);
    double ownMemory = fields.number("ownMemory", 0.01, 1, 0.9);
    int mostRequests = fields.integer("mostRequests", 1, 256);
    int mostPrompts = fields.integer("mostPrompts", 1, Integer.MAX_VALUE);
    return fields.build(
        () ->
            new GenerationEngine(
                id,
                mode.orElse(Mode.GRAPH),
                layer,
                layerSum,
                step,
                farStep,
                request,
                reduction,
                handOver,
                sharedMemory,
                ownMemory,
                mostRequests,
                mostPrompts));
  }

  private static Optional<WeightTransfer> transfer(Fields fields) {
    Duration tensor = duration(fields, "tensor");
    Duration swap = duration(fields, "swap");
    Optional<Bandwidth> offload = fields.optionalQuantity("offload", Bandwidth::parse);
    boolean inFlight = fields.flag("inFlight", false);
    return fields.build(() -> new WeightTransfer(tensor, swap, offload, inFlight));
  }

  /** Nothing where the key is absent. */
  private static Duration duration(Fields fields, String key) {
    return fields.optionalQuantity(key, Duration::parse).orElse(new Duration(0));
  }
}
