package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.quantity.Bytes;
import io.millrace.planner.MemoryReserve;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What plans have to leave free of a device's memory. */
final class MemoryReserveOption {
  @Option(
      names = MemoryReserve.OPTION,
      paramLabel = "AMOUNT",
      description =
          "Plans leave so much of a device's memory free: a share such as 5%%, or '4 GiB'. Without"
              + " it, they may fill all of it.")
  private @Nullable String amount;

  /** The reserve; what is wrong with it is added to the issues. */
  MemoryReserve reserve(List<Issue> issues) {
    if (amount == null) {
      return MemoryReserve.NONE;
    }
    String text = amount.strip();
    try {
      if (!text.endsWith("%")) {
        return new MemoryReserve(0, Bytes.parse(text));
      }
      double percent = Double.parseDouble(text.substring(0, text.length() - 1));
      return new MemoryReserve(percent / 100, Bytes.ZERO);
    } catch (IllegalArgumentException e) {
      issues.add(
          new Issue(
              MemoryReserve.OPTION,
              "'" + amount + "' is no part of a memory",
              "such as 5% or '4 GiB'"));
      return MemoryReserve.NONE;
    }
  }
}
