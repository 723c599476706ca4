package io.millrace.model.hardware;

import io.millrace.model.input.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads quantities that carry a source, {@code {value: 989 TFLOP/s, source: data sheet}}, or stand
 * alone, and remembers the sources by the paths of the values.
 */
final class SourcedFields {
  private final Fields fields;
  private final String path;
  private final SourceTexts texts;
  private final Map<String, String> sources;

  private SourcedFields(
      Fields fields, String path, SourceTexts texts, Map<String, String> sources) {
    this.fields = fields;
    this.path = path;
    this.texts = texts;
    this.sources = sources;
  }

  SourcedFields(Fields fields, SourceTexts texts) {
    this(fields, "", texts, new LinkedHashMap<>());
  }

  /** The values of an object within this one, whose sources go with those of this one. */
  SourcedFields within(Fields nested, String nestedPath) {
    return new SourcedFields(nested, nestedPath + ".", texts, sources);
  }

  /** The object itself, for what has no source. */
  Fields fields() {
    return fields;
  }

  /** Where values were found, in the order in which they were read. */
  Map<String, String> sources() {
    return sources;
  }

  /** Takes the text under {@code source} as where a value was found. */
  void source(String of) {
    sources.put(
        path + of, fields.optionalText("source").map(texts::expand).orElse(SourceTexts.INPUT));
  }

  <Q> Optional<Q> quantity(String key, Function<String, Q> parse) {
    return fields.has(key) ? optional(key, parse) : fields.quantity(key, parse);
  }

  <Q> Optional<Q> optional(String key, Function<String, Q> parse) {
    if (!fields.hasObject(key)) {
      Optional<Q> value = fields.optionalQuantity(key, parse);
      value.ifPresent(it -> sources.put(path + key, SourceTexts.INPUT));
      return value;
    }
    return fields
        .optionalObject(key)
        .flatMap(
            sourced -> {
              Optional<Q> value = sourced.quantity("value", parse);
              sources.put(path + key, texts.expand(sourced.text("source")));
              sourced.refuseUnknownKeys();
              return value;
            });
  }
}
