package io.millrace.scenarios.check;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.scenario.Measured;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What is measured and predicted. */
public enum Metric {
  /** Seconds of a training iteration. */
  ITERATION_TIME("iterationSeconds", "iteration time", "s") {
    @Override
    public OptionalDouble measured(Measured measured) {
      return measured.iterationSeconds();
    }
  },
  /** Seconds of a step of post-training. */
  STEP_TIME("stepSeconds", "step time", "s") {
    @Override
    public OptionalDouble measured(Measured measured) {
      return measured.iterationSeconds();
    }
  },
  /** GiB that the framework manages and prints as its peak. */
  PEAK_MEMORY("peakMemoryGiB", "peak memory", "GiB") {
    @Override
    public OptionalDouble measured(Measured measured) {
      return measured.peakMemory().stream().mapToDouble(Bytes::gibibytes).findAny();
    }
  };

  private final String key;
  private final String label;
  private final String unit;

  Metric(String key, String label, String unit) {
    this.key = key;
    this.label = label;
    this.unit = unit;
  }

  /** The name in files. */
  public String key() {
    return key;
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** The unit of measured and predicted values. */
  public String unit() {
    return unit;
  }

  /** The measured value, if there is one. */
  public abstract OptionalDouble measured(Measured measured);

  /** Those of a training iteration that were measured. */
  static List<Metric> of(Measured measured) {
    return Stream.of(ITERATION_TIME, PEAK_MEMORY)
        .filter(it -> it.measured(measured).isPresent())
        .toList();
  }
}
