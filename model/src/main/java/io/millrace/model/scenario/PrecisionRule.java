package io.millrace.model.scenario;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.input.Fields;
import io.millrace.model.workload.Training;
import io.millrace.model.workload.TrainingPrecision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which precisions a device can train in. The wider formats run anywhere, if need be at the rate of
 * another; narrower ones need engines that multiply them. A device has those of a format if it, or
 * another of its generation, has a published peak of the format: data sheets do not all list all.
 *
 * @param device to compute on
 * @param catalogue where others of its generation are found
 */
record PrecisionRule(Device device, HardwareCatalogue catalogue) {

  /** Adds an issue if the device cannot multiply what the workload asks for. */
  void check(Training workload, Fields fields) {
    TrainingPrecision asked = workload.precision();
    if (allows(asked)) {
      return;
    }
    fields.issue(
        "precision",
        "is %s, but %s has no engines for %s"
            .formatted(asked.key(), device.name(), asked.matrixFormat().key()),
        "It can do " + String.join(", ", allowed()));
  }

  private boolean allows(TrainingPrecision precision) {
    return !precision.quantizes() || multiplies(precision.matrixFormat());
  }

  private boolean multiplies(NumberFormat format) {
    Stream<Device> alike =
        catalogue.devices().all().stream()
            .filter(other -> other.generation().equals(device.generation()));
    return Stream.concat(Stream.of(device), alike)
        .anyMatch(other -> other.peak(format).isPresent());
  }

  private List<String> allowed() {
    return Arrays.stream(TrainingPrecision.values())
        .filter(this::allows)
        .map(TrainingPrecision::key)
        .toList();
  }
}
