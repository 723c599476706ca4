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

  /**
   * An entry without checks of its own. Its arguments are read before the call, as keys that nobody
   * asked for are refused in it.
   */
  private static <T> Optional<T> entry(Fields fields, T read) {
    return fields.build(() -> read);
  }

  private static Optional<Matrix> matrix(Fields fields) {
    return entry(
        fields,
        new Matrix(
            share(fields, "memory"),
            seconds(fields, "splitTime"),
            share(fields, "waves"),
            named(fields, "rates", KernelParametersReader::matrixRate)));
  }

  private static Optional<MatrixRate> matrixRate(Fields fields) {
    return entry(
        fields,
        new MatrixRate(
            share(fields, "efficiency"),
            seconds(fields, "start"),
            times(fields, "feed"),
            fields.flag("rule", false)));
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
    return entry(fields, new Dropout(share(fields, "forward"), share(fields, "backward")));
  }

  private static Optional<Decoding> decoding(Fields fields) {
    return entry(
        fields,
        new Decoding(
            share(fields, "memory"),
            times(fields, "stream"),
            share(fields, "efficiency"),
            seconds(fields, "start"),
            seconds(fields, "combine"),
            seconds(fields, "sequence"),
            seconds(fields, "pack")));
  }

  private static Optional<ExpertRate> experts(Fields fields) {
    return entry(
        fields,
        new ExpertRate(
            fields
                .optionalChoice("tiles", List.of(ExpertTiles.values()), ExpertTiles::key)
                .orElse(ExpertTiles.BY_TOKENS),
            share(fields, "efficiency"),
            share(fields, "memory"),
            share(fields, "wide"),
            share(fields, "reread"),
            seconds(fields, "start"),
            times(fields, "feed"),
            times(fields, "unaligned"),
            seconds(fields, "latency"),
            times(fields, "hidden"),
            times(fields, "inner"),
            share(fields, "local")));
  }
}
