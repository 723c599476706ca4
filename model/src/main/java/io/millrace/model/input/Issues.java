package io.millrace.model.input;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects issues while an input is read. Most of them leave a gap: something could not be read, so
 * nothing can be made of it.
 */
public final class Issues {
  private static final int MOST = 100;

  private final List<Issue> found = new ArrayList<>();
  private int gaps;

  /** Adds an issue that leaves a gap; past a hundred only the first hundred are kept. */
  public void add(Issue issue) {
    gaps++;
    addBeside(issue);
  }

  /**
   * Adds an issue that leaves no gap, such as an unknown key: the input is refused, but what was
   * read can still be checked against the rest.
   */
  public void addBeside(Issue issue) {
    if (found.size() < MOST && !found.contains(issue)) {
      found.add(issue);
    }
  }

  /** Adds an issue. */
  public void add(String path, String message, String hint) {
    add(new Issue(path, message, hint));
  }

  /** How many left a gap so far, those that are not kept and repetitions included. */
  public int gaps() {
    return gaps;
  }

  /** Whether none was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The issues found so far, in the order of the input. */
  public List<Issue> list() {
    return List.copyOf(found);
  }

  /** The value if nothing was wrong, else the issues. */
  public <T> Parsed<T> result(Supplier<T> value) {
    return found.isEmpty()
        ? new Parsed.Valid<>(value.get())
        : new Parsed.Invalid<>(List.copyOf(found));
  }
}
