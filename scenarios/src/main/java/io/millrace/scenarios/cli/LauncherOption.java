package io.millrace.scenarios.cli;

import io.millrace.planner.launcher.Launcher;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --launcher NAME}: who has to be able to run the plans. */
final class LauncherOption {
  @Option(
      names = "--launcher",
      paramLabel = "NAME",
      description =
          "Only plans that it can run: megatron-lm, megatron-bridge, deepspeed, "
              + "torchtitan, accelerate or galvatron.")
  private @Nullable String launcher;

  /** Whom it names, if that is anybody. */
  Optional<Launcher> launcher(Choices choices) {
    return choices.meant("--launcher", launcher, Launcher.keys(), Launcher::of);
  }
}
