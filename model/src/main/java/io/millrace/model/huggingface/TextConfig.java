package io.millrace.model.huggingface;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The part of a file that describes the language model: the file itself, or an object in it where
 * the model also sees or hears.
 *
 * @param fields the keys of the language model
 * @param file the keys of the file
 * @param type the model type without what says that the model also sees
 * @param assumptions where to add what the file leaves open
 */
record TextConfig(Fields fields, Fields file, String type, List<Assumption> assumptions) {
  private static final List<String> NESTED =
      List.of("text_config", "language_config", "llm_config", "language_model");

  private static final String MISSING = "is missing";

  static TextConfig of(Document document, Issues issues, List<Assumption> assumptions) {
    Fields file = Fields.of(document, issues);
    Optional<Fields> nested =
        NESTED.stream().filter(file::hasObject).findFirst().flatMap(file::optionalObject);
    Fields fields = nested.orElse(file);
    String type =
        fields.optionalText("model_type").or(() -> file.optionalText("model_type")).orElse("");
    String plain = type.replace('-', '_').replaceAll("_(text|vl)(?=_|$)", "");
    return new TextConfig(fields, file, plain, assumptions);
  }

  /** A whole number under the first of its spellings that is there. */
  OptionalInt optional(int least, String... spellings) {
    for (String key : spellings) {
      if (fields.has(key)) {
        return fields.optionalInteger(key, least);
      }
    }
    return OptionalInt.empty();
  }

  /** The same where the model cannot be without it; an issue under the first spelling. */
  int required(String... spellings) {
    OptionalInt value = optional(1, spellings);
    if (value.isEmpty() && Arrays.stream(spellings).noneMatch(fields::has)) {
      missing("a whole number", spellings);
    }
    return value.orElse(1);
  }

  /** Adds the issue that a key is missing. */
  void missing(String what, String... spellings) {
    List<String> others = new ArrayList<>(List.of(spellings).subList(1, spellings.length));
    String known = type.isEmpty() ? "" : " for model_type " + type;
    fields.issue(
        spellings[0],
        MISSING + known,
        "give " + what + (others.isEmpty() ? "" : ", also as " + String.join(", ", others)));
  }

  /** Whether an issue is that a key is not there, and not that it is wrong. */
  static boolean isAboutMissingKey(Issue issue) {
    return issue.message().startsWith(MISSING);
  }

  /** A number that files leave out where it is the usual one. */
  int usually(int otherwise, String key) {
    OptionalInt value = optional(0, key);
    if (value.isEmpty()) {
      assume(key, String.valueOf(otherwise));
    }
    return value.orElse(otherwise);
  }

  /** Notes that a key is absent and the default of the family's configuration class holds. */
  void assume(String key, String value) {
    assumptions.add(
        new Assumption(fields.path(key), value, "the transformers library's default for " + type));
  }

  boolean flag(String key, boolean otherwise) {
    return fields.flag(key, otherwise);
  }

  int hidden() {
    return required("hidden_size", "n_embd", "d_model");
  }

  /** Query heads. */
  int heads() {
    return required("num_attention_heads", "n_head", "n_heads");
  }

  /** Width of a head: given, or the share of the residual stream. */
  int headDim() {
    OptionalInt given = optional(1, "head_dim", "attention_head_dim");
    if (given.isPresent()) {
      return given.getAsInt();
    }
    int hidden = hidden();
    int heads = heads();
    if (hidden % heads != 0) {
      fields.issue("head_dim", "is missing, and " + heads + " heads do not divide " + hidden, "");
    }
    return Math.max(1, hidden / heads);
  }

  /** One entry per layer of a list of texts; an issue if there are fewer. */
  Optional<List<String>> perLayer(String key, int layers) {
    if (!fields.has(key)) {
      return Optional.empty();
    }
    List<String> entries = fields.texts(key);
    if (entries.size() < layers) {
      fields.issue(key, "has " + entries.size() + " entries for " + layers + " layers", "");
      return Optional.empty();
    }
    return Optional.of(entries);
  }

  /** One entry per layer of a list of whole numbers; an issue if there are fewer. */
  Optional<List<Integer>> numberPerLayer(String key, int layers) {
    if (!fields.hasList(key)) {
      return Optional.empty();
    }
    List<Integer> entries = fields.integers(key);
    if (entries.size() < layers) {
      fields.issue(key, "has " + entries.size() + " entries for " + layers + " layers", "");
      return Optional.empty();
    }
    return Optional.of(entries);
  }
}
