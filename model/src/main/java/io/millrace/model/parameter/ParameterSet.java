package io.millrace.model.parameter;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Parameters by path that take the place of those that files give. */
public final class ParameterSet {
  /** Replaces nothing. */
  public static final ParameterSet NONE = new ParameterSet(new TreeMap<>());

  private final NavigableMap<String, Parameter> byPath;

  private ParameterSet(NavigableMap<String, Parameter> byPath) {
    this.byPath = byPath;
  }

  /** A set of some parameters; of two with the same path, the later one. */
  public static ParameterSet of(Collection<Parameter> parameters) {
    return NONE.with(parameters);
  }

  /** These parameters, and those where both have one. */
  public ParameterSet with(Collection<Parameter> parameters) {
    NavigableMap<String, Parameter> all = new TreeMap<>(byPath);
    parameters.forEach(parameter -> all.put(parameter.path(), parameter));
    return new ParameterSet(all);
  }

  /** All, ordered by path. */
  public Collection<Parameter> parameters() {
    return Collections.unmodifiableCollection(byPath.values());
  }

  /** The parameter of a path, if the set has one. */
  public Optional<Parameter> parameter(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** What takes the place of a parameter: the one of its path, or itself. */
  Parameter instead(Parameter written) {
    return byPath.getOrDefault(written.path(), written);
  }

  /** Reads a file that maps paths to parameters, {@code kernels.hopper.memory: 0.91 ± 3 %}. */
  public static Parsed<ParameterSet> read(Document document) {
    Issues issues = new Issues();
    Fields fields = Fields.of(document, issues);
    NavigableMap<String, Parameter> byPath = new TreeMap<>();
    for (String path : fields.keys()) {
      Optional<Parameter> parameter = ParameterText.parse(path, fields.text(path));
      parameter.ifPresentOrElse(
          it -> byPath.put(path, it),
          () -> fields.issue(path, "is no parameter", "write a number such as 0.91 ± 3 %"));
    }
    return issues.result(() -> new ParameterSet(byPath));
  }
}
