package io.millrace.scenarios.cli;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.Node;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.nccl.NcclMeasurement;
import io.millrace.model.nccl.NcclMeasurement.Operation;
import io.millrace.model.nccl.NcclResults;
import io.millrace.scenarios.text.CollectiveFitText;
import io.millrace.simulator.calibration.CollectiveFit;
import io.millrace.simulator.cost.Calibration;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace calibrate nccl}: parameters of links and network from measured collectives. */
@Command(
    name = "nccl",
    description = "Fits the parameters of links and network to collectives timed by nccl-tests.")
final class CalibrateNcclCommand implements Callable<Integer> {
  @ParentCommand private CalibrateCommand parent;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Output of nccl-tests, as text or as JSON (-J), or a CSV table.")
  private List<Path> files = List.of();

  @Option(
      names = "--node",
      paramLabel = "ID",
      description = "The node of the catalogue that the devices are in.")
  private @Nullable String node;

  @Option(names = "--device", paramLabel = "ID", description = "The device, in its usual node.")
  private @Nullable String device;

  @Option(
      names = "--fabric",
      paramLabel = "KEY",
      description =
          "The links, such as nvlink-4, in the first node of the catalogue that has them.")
  private @Nullable String fabric;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "What was timed, for files that do not say it: all_gather, alltoall, ...")
  private @Nullable String operation;

  @Mixin private FittedOutput out;

  @Mixin private DataFolder data;

  @Override
  public Integer call() {
    Optional<Operation> given = Optional.ofNullable(operation).flatMap(Operation::of);
    if (operation != null && given.isEmpty()) {
      List<String> known = Arrays.stream(Operation.values()).map(Operation::key).toList();
      return refuse(
          "--operation",
          "is no test of nccl-tests: " + operation,
          "one of " + String.join(", ", known));
    }
    Optional<Node> found = node();
    if (found.isEmpty()) {
      return unknownHardware();
    }
    Optional<String> chosen = found.filter(it -> fabric == null).map(it -> it.device().id());
    return data.readAll(
            files, file -> NcclResults.read(file, given, chosen), parent.millrace().issues())
        .map(rows -> fit(found.get(), rows))
        .orElse(ExitStatus.BAD_INPUT);
  }

  private int unknownHardware() {
    HardwareCatalogue catalogue = HardwareCatalogue.bundled();
    if (node != null) {
      List<String> ids = catalogue.nodes().all().stream().map(Node::id).toList();
      return refuse("--node", "there is no " + node, NearestWord.hint(node, ids));
    }
    if (device != null) {
      List<String> ids = catalogue.devices().all().stream().map(Device::id).toList();
      return refuse("--device", "there is no " + device, NearestWord.hint(device, ids));
    }
    return fabric != null
        ? refuse("--fabric", "no node has " + fabric, "'millrace list nodes' has the nodes")
        : refuse(
            "--node",
            "the hardware is not known",
            "name it with --node, --device or --fabric; 'millrace list nodes' has the nodes");
  }

  private int refuse(String option, String message, String hint) {
    return parent.millrace().issues().print(option, List.of(new Issue(option, message, hint)));
  }

  private Optional<Node> node() {
    HardwareCatalogue catalogue = HardwareCatalogue.bundled();
    if (node != null) {
      return catalogue.node(node);
    }
    if (device != null) {
      Optional<Device> known = catalogue.device(device);
      return known.map(catalogue::defaultNode);
    }
    return catalogue.nodes().all().stream().filter(it -> hasFabric(it, fabric)).findFirst();
  }

  private static boolean hasFabric(Node node, @Nullable String fabric) {
    return fabric != null
        && node.devices() > 1
        && Cluster.of(node, node.devices()).levels().stream()
            .findFirst()
            .filter(it -> Cluster.of(node, node.devices()).fabric(it).equals(fabric))
            .isPresent();
  }

  private int fit(Node hardware, List<NcclMeasurement> rows) {
    CollectiveFit.Result result = new CollectiveFit(Calibration.bundled(), hardware, rows).run();
    Terminal terminal = parent.millrace().terminal();
    terminal.out().print(CollectiveFitText.table(result, terminal.palette()));
    Optional<Issue> against = FitVerdict.against(result.parameters(), result.unseen());
    if (against.isPresent()) {
      parent.millrace().issues().print(files.toString(), List.of(against.get()));
      return ExitStatus.INFEASIBLE;
    }
    out.write(
        CollectiveFitText.parameters(
            result, hardware.id(), files.toString(), LocalDate.now().toString()),
        terminal);
    return ExitStatus.FINE;
  }
}
