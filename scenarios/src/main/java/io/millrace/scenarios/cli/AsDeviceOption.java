package io.millrace.scenarios.cli;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.check.InferredDevice;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** {@code --as-device FAMILY=DEVICE}: predicts a family as if it had run on another device. */
final class AsDeviceOption {
  private static final String NAME = "--as-device";

  @Option(
      names = NAME,
      paramLabel = "FAMILY=DEVICE",
      split = ",",
      description =
          "Also predict a family of post-training as if it had run on this device, at the one"
              + " efficiency that fits best; for sources that do not say what they ran on.")
  private List<String> asked = new ArrayList<>();

  private record Question(String family, Device device) {}

  /**
   * What was asked for.
   *
   * @throws InvalidInputException if a family or device is not known
   */
  List<InferredDevice> infer(List<MeasuredCase> cases, Calibration calibration) {
    List<Issue> issues = new ArrayList<>();
    List<Question> questions =
        asked.stream().flatMap(it -> question(it, cases, issues).stream()).toList();
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
    return questions.stream()
        .flatMap(it -> InferredDevice.of(cases, it.family(), it.device(), calibration).stream())
        .toList();
  }

  private static Optional<Question> question(
      String text, List<MeasuredCase> cases, List<Issue> issues) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      issues.add(
          new Issue(NAME, "'" + text + "' names no device", "such as real-v1=nvidia-h100-sxm"));
      return Optional.empty();
    }
    String family = text.substring(0, equals);
    String device = text.substring(equals + 1);
    Set<String> families = new LinkedHashSet<>();
    cases.stream()
        .filter(it -> it.postTraining().isPresent())
        .forEach(it -> families.add(it.family()));
    if (!families.contains(family)) {
      String message = "no case of post-training is of the family '" + family + "'";
      issues.add(new Issue(NAME, message, NearestWord.hint(family, families)));
    }
    HardwareCatalogue catalogue = HardwareCatalogue.bundled();
    Optional<Device> found = catalogue.device(device);
    if (found.isEmpty()) {
      List<String> known = catalogue.devices().ids();
      issues.add(
          new Issue(NAME, "no device '" + device + "' is known", NearestWord.hint(device, known)));
    }
    return found.map(it -> new Question(family, it));
  }
}
