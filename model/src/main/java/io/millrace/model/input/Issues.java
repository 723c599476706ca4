package io.millrace.model.input;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects issues while an input is read. */
public final class Issues {
  private static final int MOST = 100;

  private final List<Issue> found = new ArrayList<>();
  private int added;

  /** Adds an issue; past a hundred only the first hundred are kept. */
  public void add(Issue issue) {
    added++;
    if (found.size() < MOST && !found.contains(issue)) {
      found.add(issue);
    }
  }

  /** Adds an issue. */
  public void add(String path, String message, String hint) {
    add(new Issue(path, message, hint));
  }

  /** How many were added so far, those that are not kept and repetitions included. */
  public int count() {
    return added;
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
