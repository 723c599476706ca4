package io.millrace.scenarios.cli;

import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
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
              + "torchtitan, accelerate or galvatron; "
              + "for post-training verl, nemo-rl, areal, openrlhf or realhf.")
  private @Nullable String launcher;

  /** Whom it names for post-training, if that is anybody. */
  Optional<PostTrainingLauncher> postTraining(Choices choices) {
    return choices.meant("--launcher", launcher, Launchers.keys(), Launchers::find);
  }

  /** Whom it names, if that is anybody. */
  Optional<Launcher> launcher(Choices choices) {
    return choices.meant("--launcher", launcher, Launcher.keys(), Launcher::of);
  }
}
