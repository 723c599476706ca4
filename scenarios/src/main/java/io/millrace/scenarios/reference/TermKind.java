package io.millrace.scenarios.reference;

/** What a term is a name of. */
public enum TermKind {
  /** A number that says how good a plan is. */
  FIGURE("Figures"),
  /** Something that takes a part of the iteration time. */
  TIME("Parts of the iteration time"),
  /** Something that takes a part of a device's memory. */
  MEMORY("Parts of the memory"),
  /** What a search says of its answer. */
  SEARCH("Search");

  private final String title;

  TermKind(String title) {
    this.title = title;
  }

  /** The heading above terms of this kind. */
  public String title() {
    return title;
  }
}
