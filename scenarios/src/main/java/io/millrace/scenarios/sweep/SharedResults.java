package io.millrace.scenarios.sweep;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The results of a sweep as other processes may see them. That a path exists on two machines does
 * not make it the same folder; so there is a token in it, whose name nobody can know by chance, and
 * who sees the token sees the folder.
 *
 * @param folder of the results
 * @param token the name of a file in it
 */
public record SharedResults(String folder, String token) implements Serializable, AutoCloseable {

  /** Shares a folder until it is closed. */
  static SharedResults of(Path folder) {
    SharedResults shared =
        new SharedResults(folder.toAbsolutePath().toString(), ".shared." + UUID.randomUUID());
    try {
      Files.createFile(shared.tokenFile());
    } catch (IOException e) {
      throw new InvalidInputException(
          new Issue("--out", folder + " cannot be written: " + ResultFolder.reason(e), ""));
    }
    return shared;
  }

  private Path tokenFile() {
    return Path.of(folder, ResultFolder.ROWS, token);
  }

  /**
   * Keeps a chunk in the folder, if this process sees it and may write to it. One that is there
   * already is replaced by the same.
   *
   * @return whether it is kept
   */
  public boolean keep(MadeChunk made) {
    if (!Files.exists(tokenFile())) {
      return false;
    }
    try {
      ResultFolder.opened(Path.of(folder)).commit(made);
      return true;
    } catch (InvalidInputException e) {
      // Whoever started the sweep may be able to, or can say what is wrong.
      return false;
    }
  }

  /** Ends it, and removes what processes that were lost had not finished. */
  @Override
  public void close() {
    try {
      ResultFolder.opened(Path.of(folder)).sweepUp();
    } catch (IOException e) {
      // What is left starts with a dot, is no row, and goes when the sweep goes on.
    }
  }
}
