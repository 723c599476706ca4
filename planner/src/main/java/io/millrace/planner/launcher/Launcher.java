package io.millrace.planner.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Software that starts training runs and takes a plan in a form of its own. */
public enum Launcher {
  /** Megatron-LM: options of its command line. */
  MEGATRON_LM("Megatron-LM"),
  /** Megatron-Bridge and NeMo: a YAML tree that overrides a recipe. */
  MEGATRON_BRIDGE("Megatron-Bridge"),
  /** DeepSpeed: one JSON file. */
  DEEPSPEED("DeepSpeed"),
  /** torchtitan: a Python function that returns a configuration. */
  TORCHTITAN("torchtitan"),
  /** Accelerate with fully sharded data parallelism (FSDP2): a YAML file. */
  ACCELERATE("Accelerate"),
  /** Hetu-Galvatron: a JSON file with a strategy for each layer. */
  GALVATRON("Hetu-Galvatron");

  private static final String MEGATRON = "megatron";

  private final String title;

  Launcher(String title) {
    this.title = title;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** The name in files and options, such as {@code megatron-lm}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The launcher with a key; {@code megatron}, as people say, is Megatron-LM. */
  public static Optional<Launcher> of(String key) {
    return key.equals(MEGATRON)
        ? Optional.of(MEGATRON_LM)
        : Arrays.stream(values()).filter(it -> it.key().equals(key)).findFirst();
  }

  /** All keys. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Launcher::key).toList();
  }
}
