package io.millrace.model.hardware;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Things by name, in an order that never changes.
 *
 * @param <T> what they are
 */
public final class Index<T> {
  private final Map<String, T> byId;
  private final Map<String, List<String>> aliases;
  private final Map<String, String> idByName = new LinkedHashMap<>();

  /**
   * Things by their ids, and other names for some of the ids.
   *
   * @throws IllegalArgumentException if two things share a name, or an alias is of no thing
   */
  Index(Map<String, T> byId, Map<String, List<String>> aliases) {
    this.byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    this.aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    this.byId.keySet().forEach(id -> idByName.put(id, id));
    this.aliases.forEach((id, names) -> names.forEach(name -> add(id, name)));
  }

  /** Nothing. */
  static <T> Index<T> empty() {
    return new Index<>(Map.of(), Map.of());
  }

  /** All of them. */
  public List<T> all() {
    return List.copyOf(byId.values());
  }

  /** Their ids. */
  public List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /** The other names of an id. */
  public List<String> aliases(String id) {
    return List.copyOf(aliases.getOrDefault(id, List.of()));
  }

  /** All ids and aliases. */
  public List<String> names() {
    return new ArrayList<>(idByName.keySet());
  }

  /** The one with an id or an alias. */
  public Optional<T> find(String name) {
    return Optional.ofNullable(idByName.get(name)).map(byId::get);
  }

  private void add(String id, String name) {
    if (!byId.containsKey(id)) {
      throw new IllegalArgumentException(name + " is an alias of the unknown " + id);
    }
    String taken = idByName.put(name, id);
    if (taken != null) {
      throw new IllegalArgumentException(name + " is a name of both " + taken + " and " + id);
    }
  }
}
