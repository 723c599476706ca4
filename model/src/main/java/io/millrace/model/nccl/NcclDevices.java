package io.millrace.model.nccl;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The devices that the output of nccl-tests names: {@code # Rank 0 Group 0 Pid 7 on node0 device 0
 * [0x1b] NVIDIA H100 80GB HBM3}, or as JSON {@code "device_info": "NVIDIA H100 ..."}.
 */
public final class NcclDevices {
  private static final Pattern NAMED =
      Pattern.compile(
          "#\\s+Rank\\s.*?\\bdevice\\s+\\d+\\s+\\[[^]]*]\\s+(.*\\S)"
              + "|\"device_info\"\\s*:\\s*\"([^\"]*)\"");

  /** A chip's name is letters and a number: H100, GB200, MI300X, but not 80GB or HBM3. */
  private static final Pattern CHIP = Pattern.compile("\\b(?!HBM|SXM)[A-Z]{1,3}\\d{2,3}[A-Z]?\\b");

  private NcclDevices() {}

  /** The names in a text, each once. */
  public static List<String> in(String text) {
    return NAMED
        .matcher(text)
        .results()
        .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
        .distinct()
        .toList();
  }

  /**
   * Whether a name cannot be that of a device of the catalogue: it names a chip, such as H100, and
   * the id, such as {@code nvidia-a100-sxm-80g}, names another.
   */
  public static boolean contradicts(String name, String id) {
    Matcher chip = CHIP.matcher(name.toUpperCase(Locale.ROOT));
    // A GB200 is a B200 beside a host's chip.
    return chip.find()
        && List.of(id.toUpperCase(Locale.ROOT).split("-", -1)).stream()
            .filter(it -> CHIP.matcher(it).matches())
            .noneMatch(it -> withoutHost(it).equals(withoutHost(chip.group())));
  }

  private static String withoutHost(String chip) {
    return chip.startsWith("GB") || chip.startsWith("GH") ? chip.substring(1) : chip;
  }
}
