package io.millrace.scenarios.reference;

/** All terms as a page of Markdown. */
public final class ReferencePage {
  private ReferencePage() {}

  /** The page, {@code docs/reference.md}. */
  public static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# What the words of a report mean\n\n");
    page.append("Written from the code (`io.millrace.scenarios.reference.Term`).\n");
    for (TermKind kind : TermKind.values()) {
      page.append("\n## ").append(kind.title()).append("\n\n");
      page.append("| term | unit | meaning | how it is computed |\n");
      page.append("| --- | --- | --- | --- |\n");
      for (Term term : Term.of(kind)) {
        page.append(
            "| **%s** | %s | %s | %s%s |%n"
                .formatted(
                    term.label(),
                    term.unit(),
                    term.meaning(),
                    term.formula(),
                    term.source().isEmpty() ? "" : " (" + term.source() + ")")
                .replace("\r\n", "\n"));
      }
    }
    return page.toString();
  }
}
