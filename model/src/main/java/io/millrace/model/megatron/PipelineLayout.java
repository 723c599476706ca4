package io.millrace.model.megatron;

import io.millrace.model.architecture.ModelArchitecture;
import java.util.ArrayList;
import java.util.List;

/**
 * Megatron-LM's {@code --pipeline-model-parallel-layout}: what each virtual stage holds, in the
 * order of the forward pass. In text, {@code E} is the embedding, {@code t} a decoder layer, {@code
 * m} a module for a further token and {@code L} the loss; {@code |} separates stages, {@code *n}
 * repeats a letter or a group in parentheses, commas mean nothing (Megatron-Core, {@code
 * transformer/pipeline_parallel_layer_layout.py}, August 2026): {@code Ett|t*5|t*5|ttL}.
 *
 * @param layers decoder layers of each virtual stage
 * @param furtherTokens modules for further tokens; written before the loss, read on any stage
 */
public record PipelineLayout(List<Integer> layers, int furtherTokens) {
  /** Longer than any that describes a model that can be. */
  private static final int LONGEST = 2 * ModelArchitecture.MOST_LAYERS;

  /** Repetitions of stages from which on a group is shorter. */
  private static final int GROUPED = 3;

  /** Copies the list. */
  public PipelineLayout {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a layout has at least one stage");
    }
  }

  /** The text, stages that repeat written once. */
  public String text() {
    StringBuilder text = new StringBuilder();
    int stage = 0;
    while (stage < layers.size()) {
      String content = content(stage);
      int end = stage + 1;
      while (end < layers.size() && content(end).equals(content)) {
        end++;
      }
      int times = end - stage;
      if (times >= GROUPED) {
        text.append('(').append(content).append("|)*").append(times);
      } else {
        text.append((content + "|").repeat(times));
      }
      stage = end;
    }
    String all = text.toString();
    return all.endsWith("|") ? all.substring(0, all.length() - 1) : all;
  }

  private String content(int stage) {
    int count = layers.get(stage);
    boolean last = stage == layers.size() - 1;
    return (stage == 0 ? "E" : "")
        + (count < GROUPED ? "t".repeat(count) : "t*" + count)
        + (last ? "m".repeat(furtherTokens) + "L" : "");
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is no layout, or one that puts embedding or loss
   *     elsewhere than at the ends
   */
  public static PipelineLayout parse(String text) {
    String flat = new Expansion(text.replaceAll("[,\\s]", "")).all();
    List<Integer> layers = new ArrayList<>();
    int modules = 0;
    String[] stages = flat.split("\\|", -1);
    for (int stage = 0; stage < stages.length; stage++) {
      String content = stages[stage];
      boolean last = stage == stages.length - 1;
      String form = (stage == 0 ? "E" : "") + "t*" + "m*" + (last ? "L" : "");
      if (!content.matches(form)) {
        throw new IllegalArgumentException(
            "stage %d is '%s'; Millrace knows layouts with E first and L last"
                .formatted(stage, content));
      }
      layers.add((int) content.chars().filter(it -> it == 't').count());
      modules += (int) content.chars().filter(it -> it == 'm').count();
    }
    return new PipelineLayout(layers, modules);
  }

  /** Whether a text has modules for further tokens on a stage before that of the loss. */
  static boolean hasEarlyModules(String text) {
    return new Expansion(text.replaceAll("[,\\s]", "")).all().contains("m|");
  }

  /** Writes repetitions out. */
  private static final class Expansion {
    private final String text;
    private int at;

    Expansion(String text) {
      this.text = text;
    }

    String all() {
      String expanded = sequence(false);
      if (at < text.length()) {
        throw new IllegalArgumentException("a ')' without its '(' in layout '" + text + "'");
      }
      return expanded;
    }

    private String sequence(boolean inGroup) {
      StringBuilder out = new StringBuilder();
      while (at < text.length() && text.charAt(at) != ')') {
        String item = item(inGroup);
        int times = times();
        if (out.length() + (long) item.length() * times > LONGEST) {
          throw new IllegalArgumentException("layout '" + text + "' is too long");
        }
        out.append(item.repeat(times));
      }
      return out.toString();
    }

    private String item(boolean inGroup) {
      char letter = text.charAt(at++);
      if (letter != '(') {
        if ("EtmL|".indexOf(letter) < 0) {
          throw new IllegalArgumentException("'" + letter + "' in layout '" + text + "'");
        }
        return String.valueOf(letter);
      }
      if (inGroup) {
        throw new IllegalArgumentException("a group inside a group in layout '" + text + "'");
      }
      String group = sequence(true);
      if (at == text.length()) {
        throw new IllegalArgumentException("a '(' without its ')' in layout '" + text + "'");
      }
      at++;
      return group;
    }

    private int times() {
      if (at == text.length() || text.charAt(at) != '*') {
        return 1;
      }
      int start = ++at;
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
      if (at == start || at - start > 5) {
        throw new IllegalArgumentException("'*' without a number in layout '" + text + "'");
      }
      return Integer.parseInt(text.substring(start, at));
    }
  }
}
