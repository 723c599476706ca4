package io.millrace.model.hardware;

import io.millrace.model.input.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sources that a file names once, by the short keys its values use.
 *
 * @param texts what each key stands for
 */
record SourceTexts(Map<String, String> texts) {
  /** The source of a value that somebody wrote into an input without one. */
  static final String INPUT = "the input";

  private static final Pattern KEY = Pattern.compile("([a-z0-9-]+)(?=$|[:,])");

  /** Without keys: each source is a text. */
  static SourceTexts none() {
    return new SourceTexts(Map.of());
  }

  /** The keys of {@code sources} in a file. */
  static SourceTexts read(Fields root) {
    Map<String, String> texts = new LinkedHashMap<>();
    root.optionalObject("sources")
        .ifPresent(fields -> fields.keys().forEach(key -> texts.put(key, fields.text(key))));
    return new SourceTexts(texts);
  }

  /** The text of a source, in which a key may stand first, with a remark after it. */
  String expand(String source) {
    Matcher matcher = KEY.matcher(source);
    if (!matcher.lookingAt()) {
      return source;
    }
    String text = texts.get(matcher.group(1));
    return text == null ? source : text + source.substring(matcher.end());
  }
}
