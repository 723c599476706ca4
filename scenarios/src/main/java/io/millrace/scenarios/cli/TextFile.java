package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text that somebody wants read: not too large, and UTF-8. */
final class TextFile {
  /** No script is larger: 4 MiB. */
  private static final int LARGEST = 4 << 20;

  private TextFile() {}

  static Parsed<String> read(Path file) {
    if (Files.isDirectory(file)) {
      return invalid(file + " is a folder", "name a file in it");
    }
    if (!Files.exists(file)) {
      return invalid("there is no file " + file, "");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return invalid(file + " is larger than " + (LARGEST >> 20) + " MiB", "");
      }
      return new Parsed.Valid<>(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return invalid(file + " is no text in UTF-8", "");
    } catch (IOException e) {
      return invalid(file + " cannot be read: " + e.getMessage(), "");
    }
  }

  private static Parsed<String> invalid(String message, String hint) {
    return new Parsed.Invalid<>(List.of(new Issue(Issue.WHOLE, message, hint)));
  }
}
