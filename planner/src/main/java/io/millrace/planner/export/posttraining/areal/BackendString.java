package io.millrace.planner.export.posttraining.areal;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.planner.posttraining.launcher.ExpertRanks;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AReaL's words for an engine: {@code megatron:d2p2t4}, {@code sglang:d4t2}, and for experts that
 * are sliced {@code megatron:(attn:d4p1t2|ffn:d1p1t2e4)} (areal/api/alloc_mode.py).
 *
 * @param backend {@code megatron}, {@code fsdp}, {@code archon}, {@code sglang} or {@code vllm};
 *     empty in old texts that leave it out
 * @param name what older allocation modes call the engine, in brackets; empty if they do not
 * @param strategy the degrees
 */
record BackendString(String backend, String name, ParallelStrategy strategy) {
  private static final String DIMENSIONS = "(?:[dtpce][1-9]\\d{0,5})+";

  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(sglang|vllm|fsdp|megatron|archon)(?:\\[([A-Za-z_]\\w*)])?[:.])?"
              + "(?:("
              + DIMENSIONS
              + ")|\\(attn:("
              + DIMENSIONS
              + ")\\|ffn:("
              + DIMENSIONS
              + ")\\))");

  private static final Pattern DIMENSION = Pattern.compile("([dtpce])(\\d+)");

  /** The words for degrees; what is one is left out, but for the replicas. */
  static String of(String backend, String name, ParallelStrategy degrees) {
    String prefix = backend + (name.isEmpty() ? "" : "[" + name + "]") + ":";
    String dense = dense(degrees);
    if (degrees.expert() == 1) {
      return prefix + dense;
    }
    int slices = ExpertRanks.tensor(degrees);
    if (slices == 1) {
      return prefix + dense + "e" + degrees.expert();
    }
    long replicas = degrees.devices() / ((long) degrees.pipeline() * slices * degrees.expert());
    return prefix
        + "(attn:%s|ffn:d%dp%dt%de%d)"
            .formatted(dense, replicas, degrees.pipeline(), slices, degrees.expert());
  }

  private static String dense(ParallelStrategy degrees) {
    return "d"
        + degrees.data()
        + (degrees.pipeline() > 1 ? "p" + degrees.pipeline() : "")
        + (degrees.tensor() > 1 ? "t" + degrees.tensor() : "")
        + (degrees.context() > 1 ? "c" + degrees.context() : "");
  }

  /** Reads the words; empty where the text is none. */
  static Optional<BackendString> parse(String text) {
    Matcher matcher = TEXT.matcher(text.replace(" ", ""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String backend = Optional.ofNullable(matcher.group(1)).orElse("");
    String name = Optional.ofNullable(matcher.group(2)).orElse("");
    boolean plain = matcher.group(3) != null;
    String dense = plain ? matcher.group(3) : matcher.group(4);
    String experts = plain ? matcher.group(3) : matcher.group(5);
    try {
      return Optional.of(
          new BackendString(
              backend,
              name,
              new ParallelStrategy(
                  degree(dense, "d"),
                  degree(dense, "t"),
                  degree(dense, "p"),
                  degree(dense, "c"),
                  degree(experts, "e"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int degree(String dimensions, String of) {
    return DIMENSION
        .matcher(dimensions)
        .results()
        .filter(it -> it.group(1).equals(of))
        .mapToInt(it -> Integer.parseInt(it.group(2)))
        .findFirst()
        .orElse(1);
  }

  /** Whether it generates. */
  boolean generates() {
    return backend.equals("sglang") || backend.equals("vllm");
  }
}
