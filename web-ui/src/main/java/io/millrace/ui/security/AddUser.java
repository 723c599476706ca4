package io.millrace.ui.security;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a user into a users file, or gives one another password. */
public final class AddUser {
  private static final String NAME = "--millrace.add-user=";
  private static final String FILE = "--" + Login.USERS_FILE + "=";
  private static final int SHORTEST = 8;

  /** bcrypt knows no more of a password. */
  private static final int LONGEST_BYTES = 72;

  private AddUser() {}

  /**
   * Does so, if the arguments ask for it, with a password from the terminal, typed twice, or the
   * first line of the input where there is none.
   *
   * @return the exit status; empty if they ask for something else
   */
  public static Optional<Integer> of(String[] arguments) throws IOException {
    Optional<String> name = value(NAME, arguments);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> file = value(FILE, arguments);
    if (file.isEmpty()) {
      return Optional.of(refuse("--add-user needs --users FILE"));
    }
    if (!UsersFile.NAME.matcher(name.get()).matches()) {
      return Optional.of(refuse("a user's name has letters, digits and . _ @ - only"));
    }
    Optional<String> typed = password();
    if (typed.isEmpty()) {
      return Optional.of(refuse("the two passwords are not the same"));
    }
    String password = typed.get();
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (password.length() < SHORTEST || bytes > LONGEST_BYTES) {
      return Optional.of(
          refuse("a password has %d letters to %d bytes".formatted(SHORTEST, LONGEST_BYTES)));
    }
    write(Path.of(file.get()), name.get(), password);
    IO.println(name.get() + " may log in where " + file.get() + " is the users file");
    return Optional.of(0);
  }

  private static int refuse(String why) {
    System.err.println("millrace: " + why);
    return 2;
  }

  private static Optional<String> value(String start, String[] arguments) {
    for (String argument : arguments) {
      if (argument.startsWith(start)) {
        return Optional.of(argument.substring(start.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> password() throws IOException {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      char[] typed = console.readPassword("Password: ");
      char[] again = console.readPassword("Again: ");
      return same(typed, again);
    }
    var reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = reader.readLine();
    return Optional.of(line == null ? "" : line);
  }

  /** What was typed blindly, if it was typed twice. */
  static Optional<String> same(char @Nullable [] typed, char @Nullable [] again) {
    return typed != null && Arrays.equals(typed, again)
        ? Optional.of(new String(typed))
        : Optional.empty();
  }

  /**
   * Writes the hash of a user's password into a users file, in place of the one that is there.
   *
   * @param file is made where it is not there, readable by its owner only
   * @param name by which the user logs in
   * @param password of which only the hash is kept
   * @throws IOException if the file cannot be read or written
   */
  public static void write(Path file, String name, String password) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.exists(file)) {
      lines.addAll(Files.readAllLines(file));
      lines.removeIf(line -> line.strip().startsWith(name + ":"));
    } else if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      // Hashes are nobody else's business.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    lines.add(name + ":" + UsersFile.encoder().encode(password));
    Files.write(file, lines);
  }
}
