package io.millrace.ui.sweeps;

import io.millrace.scenarios.text.Numbers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns and values of rows as people read them. */
final class Columns {
  private static final Map<String, String> NAMES =
      Map.of(
          "iteration_seconds", "iteration (s)",
          "tokens_per_second", "tokens/s",
          "tokens_per_second_per_device", "tokens/s a device",
          "model_flops_utilization", "FLOPs utilisation",
          "memory_share", "share of memory",
          "usd_per_million_tokens", "USD a million tokens",
          "energy_joules", "energy (J)",
          "frames_per_second", "frames/s");

  private Columns() {}

  static String name(String column) {
    return NAMES.getOrDefault(
        column, column.replaceFirst("^(cluster|plan|workload)_", "").replace('_', ' '));
  }

  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "–";
      case Long whole -> Numbers.whole(whole);
      case Number number -> Numbers.plain(number.doubleValue());
      default -> value.toString();
    };
  }
}
