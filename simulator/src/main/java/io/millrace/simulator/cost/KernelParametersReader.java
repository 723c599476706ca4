package io.millrace.simulator.cost;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.input.Fields;
import io.millrace.model.quantity.Duration;
import io.millrace.simulator.cost.KernelParameters.AttentionRate;
import io.millrace.simulator.cost.KernelParameters.Decoding;
import io.millrace.simulator.cost.KernelParameters.Dropout;
import io.millrace.simulator.cost.KernelParameters.ExpertRate;
import io.millrace.simulator.cost.KernelParameters.Matrix;
import io.millrace.simulator.cost.KernelParameters.MatrixRate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one generation of the kernel table. */
final class KernelParametersReader {
  /** Some parameters are not shares; this bounds what is meant as a few times something. */
  private static final double TIMES = 1e4;

  private final Fields fields;

  KernelParametersReader(Fields fields) {
    this.fields = fields;
  }

  Optional<KernelParameters> read(String generation) {
    int multiprocessors = fields.integer("multiprocessors", 1);
    double sustained = share(fields, "sustained");
    double latency = seconds(fields, "kernelLatency");
    double memory = share(fields, "memory");
    double conversion = share(fields, "conversion");
    double scores = share(fields, "scores");
    double rowTime = seconds(fields, "rowTime");
    Optional<Matrix> matrix = fields.object("matrix").flatMap(KernelParametersReader::matrix);
    Map<AttentionKernel, AttentionRate> attention = new EnumMap<>(AttentionKernel.class);
    named(fields, "attention", KernelParametersReader::attention)
        .forEach(
            (kernel, rate) ->
                attention.put(AttentionKernel.valueOf(kernel.toUpperCase(Locale.ROOT)), rate));
    Optional<Decoding> decoding =
        fields.object("decoding").flatMap(KernelParametersReader::decoding);
    Map<String, ExpertRate> experts = named(fields, "experts", KernelParametersReader::experts);
    String source = fields.text("source");
    return fields.build(
        () ->
            new KernelParameters(
                generation,
                multiprocessors,
                sustained,
                latency,
                memory,
                conversion,
                scores,
                rowTime,
                matrix.orElseThrow(),
                attention,
                decoding.orElseThrow(),
                experts,
                source));
  }

  private static <T> Map<String, T> named(
      Fields fields, String key, Function<Fields, Optional<T>> read) {
    Map<String, T> entries = new LinkedHashMap<>();
    fields
        .object(key)
        .ifPresent(
            names -> {
              for (String name : names.keys()) {
                names.object(name).flatMap(read).ifPresent(it -> entries.put(name, it));
              }
            });
    return entries;
  }

  private static double share(Fields fields, String key) {
    return fields.number(key, 0, 1);
  }

  private static double times(Fields fields, String key) {
    return fields.number(key, 0, TIMES);
  }

  private static double seconds(Fields fields, String key) {
    return fields.quantity(key, Duration::parse).map(Duration::seconds).orElse(0.0);
  }

  private static Optional<Matrix> matrix(Fields fields) {
    double memory = share(fields, "memory");
    double split = seconds(fields, "splitTime");
    double waves = share(fields, "waves");
    Map<String, MatrixRate> rates = named(fields, "rates", KernelParametersReader::matrixRate);
    return fields.build(() -> new Matrix(memory, split, waves, rates));
  }

  private static Optional<MatrixRate> matrixRate(Fields fields) {
    double efficiency = share(fields, "efficiency");
    double start = seconds(fields, "start");
    double feed = times(fields, "feed");
    boolean rule = fields.flag("rule", false);
    return fields.build(() -> new MatrixRate(efficiency, start, feed, rule));
  }

  private static Optional<AttentionRate> attention(Fields fields) {
    double forward = share(fields, "forward");
    double backward = share(fields, "backward");
    double start = seconds(fields, "start");
    double transfer = times(fields, "transfer");
    double narrow = times(fields, "narrow");
    double wide = times(fields, "wide");
    Optional<Dropout> dropout = fields.object("dropout").flatMap(KernelParametersReader::dropout);
    return fields.build(
        () ->
            new AttentionRate(
                forward, backward, start, transfer, narrow, wide, dropout.orElseThrow()));
  }

  private static Optional<Dropout> dropout(Fields fields) {
    double forward = share(fields, "forward");
    double backward = share(fields, "backward");
    return fields.build(() -> new Dropout(forward, backward));
  }

  private static Optional<Decoding> decoding(Fields fields) {
    double memory = share(fields, "memory");
    double stream = times(fields, "stream");
    double efficiency = share(fields, "efficiency");
    double start = seconds(fields, "start");
    double combine = seconds(fields, "combine");
    double sequence = seconds(fields, "sequence");
    double pack = seconds(fields, "pack");
    return fields.build(
        () -> new Decoding(memory, stream, efficiency, start, combine, sequence, pack));
  }

  private static Optional<ExpertRate> experts(Fields fields) {
    Optional<ExpertTiles> tiles =
        fields.optionalChoice("tiles", List.of(ExpertTiles.values()), ExpertTiles::key);
    double efficiency = share(fields, "efficiency");
    double memory = share(fields, "memory");
    double wide = share(fields, "wide");
    double reread = share(fields, "reread");
    double start = seconds(fields, "start");
    double feed = times(fields, "feed");
    double unaligned = times(fields, "unaligned");
    double latency = seconds(fields, "latency");
    double hidden = times(fields, "hidden");
    double inner = times(fields, "inner");
    double local = share(fields, "local");
    return fields.build(
        () ->
            new ExpertRate(
                tiles.orElseThrow(),
                efficiency,
                memory,
                wide,
                reread,
                start,
                feed,
                unaligned,
                latency,
                hidden,
                inner,
                local));
  }
}
