package io.millrace.scenarios.cli;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.Node;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.nccl.NcclMeasurement;
import io.millrace.model.nccl.NcclMeasurement.Operation;
import io.millrace.model.nccl.NcclResults;
import io.millrace.model.parameter.Parameter;
import io.millrace.scenarios.text.Numbers;
import io.millrace.scenarios.text.Table;
import io.millrace.scenarios.text.Table.Column;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CollectiveFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace calibrate nccl}: parameters of links and network from measured collectives. */
@Command(
    name = "nccl",
    description = "Fits the parameters of links and network to collectives timed by nccl-tests.")
final class CalibrateNcclCommand implements Callable<Integer> {
  /** Each so many-th row tests a fit to the others. */
  private static final int HELD_OUT = 3;

  /** Below, times are those of launches: the errors are shown from here up. */
  private static final double LONG_BYTES = 65_536;

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

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the parameters, for --parameters of other commands.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
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
      return refuse(
          "--node",
          "the hardware is not known",
          "name it with --node, --device or --fabric; 'millrace list nodes' has the nodes");
    }
    List<NcclMeasurement> rows = new ArrayList<>();
    int status = ExitStatus.FINE;
    for (Path file : files) {
      switch (NcclResults.read(file, given)) {
        case Parsed.Valid<List<NcclMeasurement>> valid -> rows.addAll(valid.value());
        case Parsed.Invalid<List<NcclMeasurement>> invalid ->
            status = parent.millrace().issues().print(file.toString(), invalid.issues());
      }
    }
    return status == ExitStatus.FINE ? fit(found.get(), rows) : status;
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

  private int fit(Node hardware, List<NcclMeasurement> rows) throws IOException {
    CollectiveFit fit = new CollectiveFit(Calibration.unfitted(), hardware, rows);
    double[] before = fit.predicted(List.of());
    double[] tested = fit.predicted(fit.fitted(HELD_OUT));
    List<Parameter> fitted = fit.fitted(0);
    double[] after = fit.predicted(fitted);
    PrintWriter terminal = parent.millrace().terminal().out();
    terminal.printf(
        "%d measured collectives on %s, %d of them from 64 KiB up, which count below%n",
        rows.size(), hardware.name(), count(rows, it -> true));
    table(rows, before, after, tested)
        .lines(parent.millrace().terminal().palette())
        .forEach(terminal::println);
    List<String> lines = new ArrayList<>();
    fitted.forEach(it -> lines.add(it.path() + ": " + it.text()));
    if (out == null) {
      terminal.println();
      lines.forEach(terminal::println);
    } else {
      Files.write(out, lines);
      terminal.println(fitted.size() + " parameters written to " + out);
    }
    terminal.flush();
    return ExitStatus.FINE;
  }

  private static long count(List<NcclMeasurement> rows, Predicate<NcclMeasurement> kind) {
    return rows.stream().filter(it -> it.bytes() >= LONG_BYTES && kind.test(it)).count();
  }

  private static Table table(
      List<NcclMeasurement> rows, double[] before, double[] after, double[] tested) {
    Table table =
        new Table(
            List.of(
                Column.words(""),
                Column.numbers("rows"),
                Column.numbers("mean before"),
                Column.numbers("median"),
                Column.numbers("mean after"),
                Column.numbers("median"),
                Column.numbers("held out"),
                Column.numbers("mean"),
                Column.numbers("median")));
    for (Operation operation : Operation.values()) {
      add(table, operation.key(), rows, it -> it.operation() == operation, before, after, tested);
    }
    rows.stream()
        .map(NcclMeasurement::ranks)
        .distinct()
        .sorted()
        .forEach(
            ranks ->
                add(
                    table,
                    ranks + " ranks",
                    rows,
                    it -> it.ranks() == ranks,
                    before,
                    after,
                    tested));
    add(table, "all", rows, it -> true, before, after, tested);
    return table;
  }

  private static void add(
      Table table,
      String name,
      List<NcclMeasurement> rows,
      Predicate<NcclMeasurement> kind,
      double[] before,
      double[] after,
      double[] tested) {
    int[] used =
        IntStream.range(0, rows.size())
            .filter(it -> rows.get(it).bytes() >= LONG_BYTES && kind.test(rows.get(it)))
            .toArray();
    int[] heldOut =
        Arrays.stream(used).filter(it -> CollectiveFit.isHeldOut(it, HELD_OUT)).toArray();
    if (used.length == 0) {
      return;
    }
    table.row(
        name,
        Numbers.whole(used.length),
        mean(rows, before, used),
        median(rows, before, used),
        mean(rows, after, used),
        median(rows, after, used),
        Numbers.whole(heldOut.length),
        heldOut.length == 0 ? "" : mean(rows, tested, heldOut),
        heldOut.length == 0 ? "" : median(rows, tested, heldOut));
  }

  private static double[] errors(List<NcclMeasurement> rows, double[] predicted, int[] used) {
    return Arrays.stream(used)
        .mapToDouble(it -> Math.abs(predicted[it] / rows.get(it).seconds() - 1))
        .sorted()
        .toArray();
  }

  private static String mean(List<NcclMeasurement> rows, double[] predicted, int[] used) {
    return Numbers.percent(Arrays.stream(errors(rows, predicted, used)).average().orElse(0));
  }

  private static String median(List<NcclMeasurement> rows, double[] predicted, int[] used) {
    double[] sorted = errors(rows, predicted, used);
    return Numbers.percent((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
  }
}
