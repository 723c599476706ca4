package io.millrace.model.framework;

import io.millrace.model.framework.FrameworkProfile.DataExchange;
import io.millrace.model.framework.FrameworkProfile.Defaults;
import io.millrace.model.framework.FrameworkProfile.Host;
import io.millrace.model.framework.FrameworkProfile.Kernels;
import io.millrace.model.framework.FrameworkProfile.Memory;
import io.millrace.model.framework.FrameworkProfile.ModelExchange;
import io.millrace.model.input.Fields;
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
    Optional<Defaults> defaults = fields.object("defaults").flatMap(FrameworkReader::defaults);
    Optional<Memory> memory = fields.object("memory").flatMap(FrameworkReader::memory);
    String source = fields.text("source");
    return fields.build(
        () ->
            new FrameworkProfile(
                id,
                kernels.orElseThrow(),
                host.orElseThrow(),
                data.orElseThrow(),
                model.orElseThrow(),
                defaults.orElseThrow(),
                memory.orElseThrow(),
                source));
  }

  private static Optional<Kernels> kernels(Fields fields) {
    Optional<Fusion> fusion = choice(fields, "fusion", Fusion.values());
    Optional<AttentionKernel> attention = choice(fields, "attention", AttentionKernel.values());
    return fields.build(() -> new Kernels(fusion.orElseThrow(), attention.orElseThrow()));
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
    boolean coalesced = fields.flag("coalesced", true);
    double gatherShare = fields.number("gatherShare", 0.01, 1, 1);
    return fields.build(
        () ->
            new DataExchange(
                gradientsOverlap, weightsOverlap, gradientBytes, coalesced, gatherShare));
  }

  private static Optional<ModelExchange> modelExchange(Fields fields) {
    double tensorExposed = fields.number("tensorExposed", 0, 1, 1);
    boolean pointToPoint = fields.flag("pointToPointOverlaps", false);
    double expertExposed = fields.number("expertExposed", 0, 1, 1);
    boolean hierarchicalDispatch = fields.flag("hierarchicalDispatch", false);
    return fields.build(
        () -> new ModelExchange(tensorExposed, pointToPoint, expertExposed, hierarchicalDispatch));
  }

  private static Optional<Defaults> defaults(Fields fields) {
    Optional<Recompute> recompute = choice(fields, "recompute", Recompute.values());
    boolean selectiveProducts = fields.flag("selectiveProducts", false);
    boolean interleaves = fields.flag("interleaves", false);
    return fields.build(
        () -> new Defaults(recompute.orElseThrow(), selectiveProducts, interleaves));
  }

  private static Optional<Memory> memory(Fields fields) {
    double slack = fields.number("slack", 0, 1);
    Optional<Bytes> buffers = fields.quantity("buffers", Bytes::parse);
    return fields.build(() -> new Memory(slack, buffers.orElseThrow()));
  }

  private static <T extends Enum<T>> Optional<T> choice(Fields fields, String key, T[] values) {
    Function<T, String> name = it -> it.name().toLowerCase(Locale.ROOT);
    if (!fields.has(key)) {
      fields.issue(key, "is missing", "");
    }
    return fields.optionalChoice(key, List.of(values), name);
  }
}
