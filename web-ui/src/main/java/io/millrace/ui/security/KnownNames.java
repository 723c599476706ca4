package io.millrace.ui.security;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that this server goes by. Somebody can let a name of theirs point at this machine (DNS
 * rebinding), and a browser then takes their page for one of ours: only names that are known are
 * answered.
 *
 * @param names beside its addresses and {@code localhost}, in lower case
 */
record KnownNames(Set<String> names) {
  /** Nobody can let an address point elsewhere. */
  private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}|\\[[0-9a-f:.]+]");

  private static final Pattern PORT = Pattern.compile(":\\d*$");

  KnownNames {
    names = Set.copyOf(names);
  }

  /** Whether a {@code Host} is one of them, whatever its port. */
  boolean contain(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
    return name.equals("localhost") || names.contains(name) || ADDRESS.matcher(name).matches();
  }
}
