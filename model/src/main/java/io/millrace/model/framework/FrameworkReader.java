package io.millrace.model.framework;

import io.millrace.model.framework.FrameworkProfile.DataExchange;
import io.millrace.model.framework.FrameworkProfile.Defaults;
import io.millrace.model.framework.FrameworkProfile.Experts;
import io.millrace.model.framework.FrameworkProfile.Host;
import io.millrace.model.framework.FrameworkProfile.Kernels;
import io.millrace.model.framework.FrameworkProfile.Memory;
import io.millrace.model.framework.FrameworkProfile.ModelExchange;
import io.millrace.model.input.Fields;
import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Recompute;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Reads one profile: an object for each of its mechanisms. */
final class FrameworkReader {

  private FrameworkReader() {}

  static Optional<FrameworkProfile> read(String id, Fields fields) {
    Optional<Kernels> kernels = fields.object("kernels").flatMap(FrameworkReader::kernels);
    Optional<Host> host = fields.object("host").flatMap(FrameworkReader::host);
    Optional<DataExchange> data =
        fields.object("dataExchange").flatMap(FrameworkReader::dataExchange);
    Optional<ModelExchange> model =
        fields.object("modelExchange").flatMap(FrameworkReader::modelExchange);
    Optional<Experts> experts = fields.object("experts").flatMap(FrameworkReader::experts);
    Optional<Memory> memory = fields.object("memory").flatMap(FrameworkReader::memory);
    Optional<Defaults> defaults = fields.object("defaults").flatMap(FrameworkReader::defaults);
    String source = fields.text("source");
    return fields.build(
        () ->
            new FrameworkProfile(
                id,
                kernels.orElseThrow(),
                host.orElseThrow(),
                data.orElseThrow(),
                model.orElseThrow(),
                experts.orElseThrow(),
                memory.orElseThrow(),
                defaults.orElseThrow(),
                source));
  }

  private static Optional<Kernels> kernels(Fields fields) {
    Optional<Fusion> fusion = choice(fields, "fusion", Fusion.values());
    Optional<AttentionKernel> attention = choice(fields, "attention", AttentionKernel.values());
    boolean addsInProducts = fields.flag("addsInProducts", true);
    boolean keepsConverted = fields.flag("keepsConverted", true);
    boolean earlyRowScaling = fields.flag("earlyRowScaling", false);
    boolean currentScaling = fields.flag("currentScaling", false);
    boolean fusedOptimizer = fields.flag("fusedOptimizer", true);
    return fields.build(
        () ->
            new Kernels(
                fusion.orElseThrow(),
                attention.orElseThrow(),
                addsInProducts,
                keepsConverted,
                earlyRowScaling,
                currentScaling,
                fusedOptimizer));
  }

  private static Optional<Host> host(Fields fields) {
    Optional<Duration> launch = fields.quantity("launch", Duration::parse);
    Optional<Duration> iteration = fields.quantity("iteration", Duration::parse);
    return fields.build(() -> new Host(launch.orElseThrow(), iteration.orElseThrow()));
  }

  private static Optional<DataExchange> dataExchange(Fields fields) {
    boolean gradientsOverlap = fields.flag("gradientsOverlap", false);
    boolean weightsOverlap = fields.flag("weightsOverlap", false);
    int gradientBytes = fields.integer("gradientBytes", 2);
    int fp16GradientBytes = fields.integer("fp16GradientBytes", 2, gradientBytes);
    boolean coalesced = fields.flag("coalesced", true);
    boolean gathersConverted = fields.flag("gathersConverted", false);
    boolean copiesBuckets = fields.flag("copiesBuckets", false);
    double gatherShare = fields.number("gatherShare", 0.01, 1, 1);
    Duration ownerBroadcast =
        fields.optionalQuantity("ownerBroadcast", Duration::parse).orElse(new Duration(0));
    return fields.build(
        () ->
            new DataExchange(
                gradientsOverlap,
                weightsOverlap,
                gradientBytes,
                fp16GradientBytes,
                coalesced,
                gathersConverted,
                copiesBuckets,
                gatherShare,
                ownerBroadcast));
  }

  private static Optional<ModelExchange> modelExchange(Fields fields) {
    double tensorExposed = fields.number("tensorExposed", 0, 1, 1);
    boolean besideProducts = fields.flag("reducesBesideProducts", true);
    boolean pointToPoint = fields.flag("pointToPointOverlaps", false);
    boolean scatters = fields.flag("scattersTransfers", false);
    boolean batchFirst = fields.flag("batchFirst", false);
    boolean gathersConverted = fields.flag("gathersConverted", false);
    ContextExchange context =
        fields
            .optionalChoice("context", List.of(ContextExchange.values()), ContextExchange::key)
            .orElse(ContextExchange.RING);
    return fields.build(
        () ->
            new ModelExchange(
                tensorExposed,
                besideProducts,
                pointToPoint,
                scatters,
                batchFirst,
                gathersConverted,
                context));
  }

  private static Optional<Experts> experts(Fields fields) {
    double capacity = fields.number("capacity", 0, 100, 0);
    double skew = fields.number("skew", 0, 10, 0);
    Duration countWait =
        fields.optionalQuantity("countWait", Duration::parse).orElse(new Duration(0));
    Duration issue = fields.optionalQuantity("issue", Duration::parse).orElse(new Duration(15e-6));
    double exposed = fields.number("exposed", 0, 1, 1);
    double exposedFar = fields.number("exposedFar", 0, 1, exposed);
    boolean hierarchical = fields.flag("hierarchical", false);
    boolean fusesMicroscaled = fields.flag("fusesMicroscaled", false);
    boolean sharedBeside = fields.flag("sharedBeside", false);
    return fields.build(
        () ->
            new Experts(
                capacity,
                skew,
                countWait,
                issue,
                exposed,
                exposedFar,
                hierarchical,
                fusesMicroscaled,
                sharedBeside));
  }

  private static Optional<Memory> memory(Fields fields) {
    double slack = fields.number("slack", 0, 1);
    Optional<Bytes> buffers = fields.quantity("buffers", Bytes::parse);
    boolean firstStage = fields.flag("firstStageReported", false);
    return fields.build(() -> new Memory(slack, buffers.orElseThrow(), firstStage));
  }

  private static Optional<Defaults> defaults(Fields fields) {
    Optional<Recompute> recompute = choice(fields, "recompute", Recompute.values());
    SelectivePolicy selective =
        fields
            .optionalChoice("selective", List.of(SelectivePolicy.values()), FrameworkReader::dashed)
            .orElse(SelectivePolicy.ATTENTION_CORE);
    boolean interleaves = fields.flag("interleaves", false);
    boolean fillsPipelineOnce = fields.flag("fillsPipelineOnce", false);
    boolean dropout = fields.flag("dropout", true);
    return fields.build(
        () ->
            new Defaults(
                recompute.orElseThrow(), selective, interleaves, fillsPipelineOnce, dropout));
  }

  private static String dashed(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T extends Enum<T>> Optional<T> choice(Fields fields, String key, T[] values) {
    Function<T, String> name = it -> it.name().toLowerCase(Locale.ROOT);
    if (!fields.has(key)) {
      fields.issue(key, "is missing", "");
    }
    return fields.optionalChoice(key, List.of(values), name);
  }
}
