package io.millrace.ui.api;

import java.util.regex.Pattern;

/** Names of files that stay in the folder they are unpacked in, on every system. */
final class FileNames {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

  private static final int LONGEST = 200;

  private FileNames() {}

  static boolean isPlain(String name) {
    return name.length() <= LONGEST && PLAIN.matcher(name).matches();
  }
}
