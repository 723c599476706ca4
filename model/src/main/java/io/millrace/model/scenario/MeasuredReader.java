package io.millrace.model.scenario;

import io.millrace.model.input.Fields;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads a measured or published result; the figures have the same names in both formats. */
public final class MeasuredReader {
  private static final double MOST = 1e18;

  private MeasuredReader() {}

  /**
   * Reads the object under {@code published} or {@code measured}; a step of post-training is an
   * iteration.
   */
  public static Optional<Measured> read(Fields fields, String source) {
    OptionalDouble iterationSeconds = positive(fields, "iterationSeconds");
    Optional<Duration> iterationTime = fields.optionalQuantity("iterationTime", Duration::parse);
    if (iterationSeconds.isEmpty() && iterationTime.isPresent()) {
      iterationSeconds = OptionalDouble.of(iterationTime.get().seconds());
    }
    OptionalDouble stepSeconds = positive(fields, "stepSeconds");
    OptionalDouble seconds = iterationSeconds.isPresent() ? iterationSeconds : stepSeconds;
    OptionalDouble tokens = positive(fields, "tokensPerSecond");
    OptionalDouble tokensPerDevice = positive(fields, "tokensPerSecondPerDevice");
    OptionalDouble modelTflops = positive(fields, "modelTflopsPerDevice");
    OptionalDouble hardwareTflops = positive(fields, "hardwareTflopsPerDevice");
    OptionalDouble modelUtilization = positive(fields, "modelFlopsUtilizationPercent");
    OptionalDouble hardwareUtilization = positive(fields, "hardwareFlopsUtilizationPercent");
    Optional<Bytes> memory = memory(fields);
    String citation = fields.text("source", source);
    return fields.build(
        () ->
            new Measured(
                seconds,
                tokens,
                tokensPerDevice,
                modelTflops,
                hardwareTflops,
                modelUtilization,
                hardwareUtilization,
                memory,
                citation));
  }

  private static Optional<Bytes> memory(Fields fields) {
    OptionalDouble gibibytes = positive(fields, "peakMemoryGiB");
    return gibibytes.isPresent()
        ? Optional.of(Bytes.of(gibibytes.getAsDouble() * (1L << 30)))
        : fields.optionalQuantity("peakMemory", Bytes::parse);
  }

  private static OptionalDouble positive(Fields fields, String key) {
    return fields.optionalNumber(key, Double.MIN_NORMAL, MOST);
  }
}
