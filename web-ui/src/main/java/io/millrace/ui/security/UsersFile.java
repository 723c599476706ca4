package io.millrace.ui.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * The users of a file, a line each: {@code name:{bcrypt}hash} or {@code name:{pbkdf2}hash}. Empty
 * lines and those that begin with {@code #} say nothing.
 *
 * @param hashes of their passwords, by their names
 */
record UsersFile(Map<String, String> hashes) {
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

  private static final Pattern LINE =
      Pattern.compile(
          "([^:]+):(\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}|\\{pbkdf2}[0-9a-f]{64,})");

  /** Checks of one password take about a tenth of a second: guessing takes for ever. */
  private static final int BCRYPT_STRENGTH = 11;

  /** Knows the hashes that the file may have, and no plain text. */
  static PasswordEncoder encoder() {
    return new DelegatingPasswordEncoder(
        "bcrypt",
        Map.of(
            "bcrypt",
            new BCryptPasswordEncoder(BCRYPT_STRENGTH),
            "pbkdf2",
            Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
  }

  /**
   * Reads the file.
   *
   * @throws StartRefusedException with every line that is wrong
   */
  static UsersFile read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new StartRefusedException(
          "the users file " + file + " cannot be read", "make it: up --users FILE --add-user NAME");
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !add(line, hashes)) {
        wrong.add("line " + (i + 1));
      }
    }
    if (!wrong.isEmpty() || hashes.isEmpty()) {
      throw new StartRefusedException(
          wrong.isEmpty()
              ? "the users file " + file + " names nobody"
              : "the users file " + file + " is wrong in " + String.join(", ", wrong),
          "each line is NAME:{bcrypt}HASH, each name once; up --users FILE --add-user NAME"
              + " writes one");
    }
    return new UsersFile(hashes);
  }

  private static boolean add(String line, Map<String, String> hashes) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        && NAME.matcher(parts.group(1)).matches()
        && hashes.putIfAbsent(parts.group(1), parts.group(2)) == null;
  }
}
