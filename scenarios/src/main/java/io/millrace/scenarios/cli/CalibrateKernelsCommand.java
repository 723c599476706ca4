package io.millrace.scenarios.cli;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.scenarios.text.KernelFitText;
import io.millrace.simulator.calibration.KernelFit;
import io.millrace.simulator.calibration.KernelTimings;
import io.millrace.simulator.calibration.MeasuredKernel;
import io.millrace.simulator.cost.Calibration;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace calibrate kernels}: the kernel parameters of a device from timed kernels. */
@Command(
    name = "kernels",
    description = {
      "Fits the kernel parameters of a device's generation to tables of timed kernels, starting",
      "from what is known without any training run.",
      "Every third row is held out; its error says what the fit is worth."
    })
final class CalibrateKernelsCommand implements Callable<Integer> {
  @ParentCommand private CalibrateCommand parent;

  @Parameters(
      paramLabel = "CSV",
      arity = "1..*",
      description = "Tables of timed kernels, perhaps gzip; the first line names the columns.")
  private List<Path> files;

  @Option(
      names = "--device",
      paramLabel = "ID",
      description = "The device they were timed on. Default: ${DEFAULT-VALUE}.")
  private String device = "nvidia-h100-sxm";

  @Mixin private FittedOutput out;

  @Mixin private DataFolder data;

  @Override
  public Integer call() {
    Millrace millrace = parent.millrace();
    Optional<Device> known = HardwareCatalogue.bundled().device(device);
    if (known.isEmpty()) {
      List<String> ids =
          HardwareCatalogue.bundled().devices().all().stream().map(Device::id).toList();
      Issue unknown = new Issue("--device", "there is no " + device, NearestWord.hint(device, ids));
      return millrace.issues().print("the command line", List.of(unknown));
    }
    return data.readAll(files, KernelTimings::read, millrace.issues())
        .map(kernels -> fit(known.get(), kernels, millrace))
        .orElse(ExitStatus.BAD_INPUT);
  }

  private int fit(Device on, List<MeasuredKernel> kernels, Millrace millrace) {
    if (kernels.isEmpty()) {
      Issue empty = Issue.of(Issue.WHOLE, "no row times a kernel that has a cost model");
      return millrace.issues().print(files.toString(), List.of(empty));
    }
    // Published iterations have narrowed what ships to a percent or two: a fit that started there
    // would hold on to them against the very kernels it is to learn from.
    KernelFit.Result result = new KernelFit(Calibration.unfitted(), on, kernels).run();
    Terminal terminal = millrace.terminal();
    terminal.out().print(KernelFitText.table(result, terminal.palette()));
    Optional<Issue> against = FitVerdict.against(result.parameters(), result.worstUnseen());
    if (against.isPresent()) {
      millrace.issues().print(files.toString(), List.of(against.get()));
      return ExitStatus.INFEASIBLE;
    }
    out.write(
        KernelFitText.parameters(result, on.id(), files.toString(), LocalDate.now().toString()),
        terminal);
    return ExitStatus.FINE;
  }
}
