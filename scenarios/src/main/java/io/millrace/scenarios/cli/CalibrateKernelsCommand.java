package io.millrace.scenarios.cli;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.text.KernelFitText;
import io.millrace.simulator.calibration.KernelFit;
import io.millrace.simulator.calibration.KernelTimings;
import io.millrace.simulator.calibration.MeasuredKernel;
import io.millrace.simulator.cost.Calibration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace calibrate kernels}: the kernel parameters of a device from timed kernels. */
@Command(
    name = "kernels",
    description = {
      "Fits the kernel parameters of a device's generation to tables of timed kernels.",
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

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the parameters to a file that --parameters takes.")
  private @Nullable String out;

  @Mixin private DataFolder data;

  @Override
  public Integer call() {
    Millrace millrace = parent.millrace();
    Optional<Device> known = HardwareCatalogue.bundled().device(device);
    if (known.isEmpty()) {
      Issue unknown = new Issue("--device", "there is no " + device, "see 'list devices'");
      return millrace.issues().print("the command line", List.of(unknown));
    }
    List<MeasuredKernel> kernels = new ArrayList<>();
    boolean complete = true;
    for (Path file : files) {
      switch (KernelTimings.read(data.located(file))) {
        case Parsed.Valid<List<MeasuredKernel>> valid -> kernels.addAll(valid.value());
        case Parsed.Invalid<List<MeasuredKernel>> invalid -> {
          millrace.issues().print(file.toString(), invalid.issues());
          complete = false;
        }
      }
    }
    if (complete && kernels.isEmpty()) {
      Issue empty = Issue.of(Issue.WHOLE, "no row times a kernel that has a cost model");
      return millrace.issues().print(files.toString(), List.of(empty));
    }
    return complete ? fit(known.get(), kernels, millrace) : ExitStatus.BAD_INPUT;
  }

  private int fit(Device on, List<MeasuredKernel> kernels, Millrace millrace) {
    KernelFit.Result result = new KernelFit(Calibration.bundled(), on, kernels).run();
    millrace.terminal().out().print(KernelFitText.table(result, millrace.terminal().palette()));
    String written =
        KernelFitText.parameters(result, on.id(), files.toString(), LocalDate.now().toString());
    if (out == null) {
      millrace.terminal().out().print(written);
    } else {
      write(out, written);
    }
    return ExitStatus.FINE;
  }

  private static void write(String file, String text) {
    try {
      Files.writeString(Path.of(file), text, StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw JsonOption.unwritable("--out", file, e);
    }
  }
}
