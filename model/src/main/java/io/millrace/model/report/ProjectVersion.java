package io.millrace.model.report;

import java.util.Optional;

/** The version of Millrace that is running, as its build wrote it into the jar's manifest. */
public final class ProjectVersion {

  /** Stands for the version where the classes do not come from a jar, as in tests. */
  private static final String UNPACKAGED = "development";

  private ProjectVersion() {}

  /** Returns a version such as {@code 0.1.0}. */
  public static String current() {
    return Optional.ofNullable(ProjectVersion.class.getPackage().getImplementationVersion())
        .orElse(UNPACKAGED);
  }
}
