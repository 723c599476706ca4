package io.millrace.planner.export.torchtitan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The Python function, written field by field. */
final class Recipe {
  private static final String TEXT =
      """
      \"""%s

      Written by Millrace. The function changes the configuration that BASE_RECIPE names, as
      module:function, and leaves data, optimizer and checkpoints as they are there.
      \"""

      import dataclasses
      import importlib
      import os
      from pathlib import Path

      from torchtitan.trainer import Trainer

      HERE = Path(__file__).parent
      BASE_RECIPE = os.environ%s


      def base() -> Trainer.Config:
          module, function = BASE_RECIPE.split(":")
          return getattr(importlib.import_module(module), function)()


      def millrace() -> Trainer.Config:
          config = base()
      %s    return config
      """;

  private final List<String> blocks = new ArrayList<>();
  private String section = "";
  private final List<String> fields = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /** Goes on with another section of the configuration. */
  Recipe section(String name) {
    endSection();
    section = name;
    return this;
  }

  /** A field with a number. */
  Recipe set(String field, long number) {
    return raw(field, Long.toString(number));
  }

  /** A field with a text. */
  Recipe set(String field, String text) {
    return raw(field, "\"" + text + "\"");
  }

  /** A field with a truth value. */
  Recipe set(String field, boolean value) {
    return raw(field, value ? "True" : "False");
  }

  /** A field with a file of the recipe's folder. */
  Recipe file(String field, String name) {
    return raw(field, "str(HERE / \"" + name + "\")");
  }

  /** A field with a list of lists of texts, one inner list on each line. */
  Recipe lists(String field, List<List<String>> lists) {
    String lines =
        lists.stream()
            .map(
                list ->
                    list.stream()
                        .map(it -> "\"" + it + "\"")
                        .collect(Collectors.joining(", ", "            [", "],\n")))
            .collect(Collectors.joining());
    return raw(field, "[\n" + lines + "        ]");
  }

  private Recipe raw(String field, String value) {
    fields.add("        %s=%s,\n".formatted(field, value));
    names.add(section + "." + field);
    return this;
  }

  /** The fields it has so far, each with its section. */
  List<String> names() {
    return List.copyOf(names);
  }

  private void endSection() {
    if (!fields.isEmpty()) {
      blocks.add(
          "    config.%1$s = dataclasses.replace(\n        config.%1$s,\n%2$s    )\n"
              .formatted(section, String.join("", fields)));
      fields.clear();
    }
  }

  /**
   * The text of the module.
   *
   * @param base what the recipe starts from, or empty where the user has to say it
   */
  String text(String title, String base) {
    endSection();
    String lookup =
        base.isEmpty()
            ? "[\"BASE_RECIPE\"]"
            : String.format(Locale.ROOT, ".get(\"BASE_RECIPE\", \"%s\")", base);
    return TEXT.formatted(title, lookup, String.join("", blocks));
  }
}
