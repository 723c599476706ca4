package io.millrace.model.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What differs between names of the same architecture: publisher, tuning, number format. */
final class ModelNames {
  private static final Set<String> PUBLISHERS = Set.of("meta", "nvidia");
  private static final Set<String> VARIANTS =
      Set.of(
          "base",
          "chat",
          "hf",
          "instruct",
          "it",
          "thinking",
          "preview",
          "bf16",
          "fp16",
          "fp4",
          "fp8",
          "mxfp4",
          "nvfp4",
          "int4",
          "int8",
          "awq",
          "gptq",
          "static",
          "dynamic",
          "pertensor",
          "v0.1",
          "v0.2",
          "v0.3",
          "v1",
          "0324",
          "0528",
          "0905",
          "2507",
          "8k",
          "128k");

  private ModelNames() {}

  /** Letters and digits of a name without its publisher, {@code _} read as a dot. */
  static String plain(String name) {
    return String.join("", words(name));
  }

  /** The same without a publisher in the name itself and without words for a variant. */
  static String withoutVariant(String name) {
    List<String> words = new ArrayList<>(words(name));
    while (words.size() > 1 && VARIANTS.contains(words.getLast())) {
      words.removeLast();
    }
    while (words.size() > 1 && PUBLISHERS.contains(words.getFirst())) {
      words.removeFirst();
    }
    return String.join("", words);
  }

  private static List<String> words(String name) {
    String model = name.substring(name.lastIndexOf('/') + 1);
    return List.of(model.toLowerCase(Locale.ROOT).replace('_', '.').strip().split("[- ]+"));
  }
}
