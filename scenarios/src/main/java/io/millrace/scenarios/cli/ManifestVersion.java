package io.millrace.scenarios.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class ManifestVersion implements IVersionProvider {

  /** Shown when the classes do not come from a jar, as in tests. */
  private static final String UNPACKAGED = "development";

  @Override
  public String[] getVersion() {
    return new String[] {"millrace " + implementationVersion().orElse(UNPACKAGED)};
  }

  private static Optional<String> implementationVersion() {
    return Optional.ofNullable(Millrace.class.getPackage().getImplementationVersion());
  }
}
