package io.millrace.model.input;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * One object of an input, read key by key. Accessors never throw for what the input holds: they add
 * an issue and return a placeholder, and {@link #build} makes nothing once an issue was added.
 */
public final class Fields {
  private final JsonNode node;
  private final String path;
  private final Issues issues;
  private final Set<String> asked = new LinkedHashSet<>();
  private final int gapsBefore;

  private Fields(JsonNode node, String path, Issues issues) {
    this.node = node;
    this.path = path;
    this.issues = issues;
    this.gapsBefore = issues.gaps();
  }

  /**
   * The object at the root of a document; an issue if the root is something else. Issues of the
   * document itself are added.
   */
  public static Fields of(Document document, Issues issues) {
    document.issues().forEach(issues::addBeside);
    return of(document.root(), "", issues);
  }

  /** The object in a tree node; an issue if it is something else. */
  public static Fields of(JsonNode node, String path, Issues issues) {
    Fields fields = new Fields(node, path, issues);
    if (!node.isObject()) {
      fields.issue(
          "expected an object with keys, found " + new Value(node, path, issues).description(), "");
    }
    return fields;
  }

  /** Where this object is. */
  public String path() {
    return path.isEmpty() ? "$" : path;
  }

  /** Where a key of this object is. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Adds an issue about the whole object. */
  public void issue(String message, String hint) {
    issues.add(path(), message, hint);
  }

  /** Adds an issue about one key. */
  public void issue(String key, String message, String hint) {
    issues.add(path(key), message, hint);
  }

  /** Whether the key is there with a value other than null. */
  public boolean has(String key) {
    asked.add(key);
    JsonNode value = node.get(key);
    return value != null && !value.isNull();
  }

  /** Whether the key is there with an object. */
  public boolean hasObject(String key) {
    return has(key) && node.get(key).isObject();
  }

  /** Whether the key is there with a text. */
  public boolean hasText(String key) {
    return has(key) && node.get(key).isString();
  }

  /** Whether the key is there with a truth value. */
  public boolean hasFlag(String key) {
    return has(key) && node.get(key).isBoolean();
  }

  /** Whether the key is there with a number. */
  public boolean hasNumber(String key) {
    return has(key) && node.get(key).isNumber();
  }

  /** Whether the key is there with a list. */
  public boolean hasList(String key) {
    return has(key) && node.get(key).isArray();
  }

  /** The keys of this object in their order, marking all of them as read. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>(node.propertyNames());
    asked.addAll(keys);
    return keys;
  }

  /** A required text. */
  public String text(String key) {
    return required(key, "a text", text -> text).orElse("");
  }

  /** A text, if the key is there. */
  public Optional<String> optionalText(String key) {
    return optional(key, text -> text);
  }

  /** A text, or another where the key is absent. */
  public String text(String key, String otherwise) {
    return optionalText(key).orElse(otherwise);
  }

  /** A required quantity, by the {@code parse} of its type. */
  public <Q> Optional<Q> quantity(String key, Function<String, Q> parse) {
    return required(key, "a quantity", parse);
  }

  /** A quantity, if the key is there. */
  public <Q> Optional<Q> optionalQuantity(String key, Function<String, Q> parse) {
    return value(key).flatMap(value -> value.quantity(parse));
  }

  /** A required whole number of at least {@code least}. */
  public int integer(String key, int least) {
    if (!has(key)) {
      missing(key, "a whole number");
      return least;
    }
    return optionalInteger(key, least).orElse(least);
  }

  /** A whole number of at least {@code least}, or another where the key is absent. */
  public int integer(String key, int least, int otherwise) {
    return optionalInteger(key, least).orElse(otherwise);
  }

  /** A whole number of at least {@code least}, if the key is there. */
  public OptionalInt optionalInteger(String key, int least) {
    return value(key)
        .flatMap(value -> value.integer(least))
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }

  /** A number in a closed interval, if the key is there. */
  public OptionalDouble optionalNumber(String key, double least, double most) {
    return value(key)
        .flatMap(value -> value.number(least, most))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  /** A number in a closed interval, or another where the key is absent. */
  public double number(String key, double least, double most, double otherwise) {
    return optionalNumber(key, least, most).orElse(otherwise);
  }

  /** A required number in a closed interval. */
  public double number(String key, double least, double most) {
    if (!has(key)) {
      missing(key, "a number");
    }
    return optionalNumber(key, least, most).orElse(least);
  }

  /** A truth value, if the key is there. */
  public Optional<Boolean> optionalFlag(String key) {
    return value(key).flatMap(Value::flag);
  }

  /** A truth value, or another where the key is absent. */
  public boolean flag(String key, boolean otherwise) {
    return optionalFlag(key).orElse(otherwise);
  }

  /** One of some named values, if the key is there. */
  public <T> Optional<T> optionalChoice(String key, List<T> values, Function<T, String> name) {
    Optional<String> text = optional(key, it -> it);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (T value : values) {
      if (name.apply(value).equals(text.get())) {
        return Optional.of(value);
      }
    }
    List<String> names = values.stream().map(name).toList();
    issue(
        key,
        "'" + text.get() + "' is none of " + String.join(", ", names),
        NearestWord.find(text.get(), names).map(it -> "Maybe '" + it + "'?").orElse(""));
    return Optional.empty();
  }

  /** A required object. */
  public Optional<Fields> object(String key) {
    if (!has(key)) {
      missing(key, "an object with keys");
      return Optional.empty();
    }
    return optionalObject(key);
  }

  /** An object, if the key is there. */
  public Optional<Fields> optionalObject(String key) {
    return value(key).flatMap(Value::object);
  }

  /** The objects of a list; empty where the key is absent. */
  public List<Fields> objects(String key) {
    return elements(key, element -> element.object());
  }

  /** The elements of a list, whatever they are; empty where the key is absent. */
  public List<JsonNode> values(String key) {
    return elements(key, element -> Optional.of(element.node()));
  }

  /** The texts of a list; empty where the key is absent. */
  public List<String> texts(String key) {
    return elements(key, element -> element.text(text -> text));
  }

  /** The numbers of a list; empty where the key is absent. */
  public List<Double> numbers(String key) {
    return elements(key, element -> element.number());
  }

  /** The whole numbers of a list; empty where the key is absent. */
  public List<Integer> integers(String key) {
    return elements(key, element -> element.integer(Integer.MIN_VALUE));
  }

  /** Adds an issue for each key that no accessor asked for, with the nearest one that was. */
  public void refuseUnknownKeys() {
    if (!node.isObject()) {
      return;
    }
    for (String key : node.propertyNames()) {
      if (!asked.contains(key)) {
        issues.addBeside(new Issue(path(key), "unknown key", NearestWord.hint(key, asked)));
      }
    }
  }

  /**
   * Refuses unknown keys, then makes the value unless something could not be read since this object
   * was opened. What the value's constructor refuses becomes an issue about the object. An unknown
   * key alone leaves the value there, so that it can be checked against others; whoever began the
   * reading asks {@link Issues#result} whether anything was wrong.
   */
  public <T> Optional<T> build(Supplier<T> value) {
    refuseUnknownKeys();
    return make(value);
  }

  /** Like {@link #build} for an object of which other keys belong to somebody else. */
  public <T> Optional<T> make(Supplier<T> value) {
    if (issues.gaps() > gapsBefore) {
      return Optional.empty();
    }
    try {
      return Optional.of(value.get());
    } catch (IllegalArgumentException e) {
      issue(String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  private <T> Optional<T> required(String key, String what, Function<String, T> parse) {
    if (!has(key)) {
      missing(key, what);
      return Optional.empty();
    }
    return optional(key, parse);
  }

  private <T> Optional<T> optional(String key, Function<String, T> parse) {
    return value(key).flatMap(value -> value.text(parse));
  }

  private void missing(String key, String what) {
    issue(key, "is missing", "give " + what);
  }

  /** The value of a key, if it is there. */
  private Optional<Value> value(String key) {
    return has(key) ? Optional.of(new Value(node.get(key), path(key), issues)) : Optional.empty();
  }

  private <T> List<T> elements(String key, Function<Value, Optional<T>> read) {
    return value(key).map(Value::elements).orElse(List.of()).stream()
        .flatMap(element -> read.apply(element).stream())
        .toList();
  }
}
