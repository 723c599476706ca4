package io.millrace.model.planfile;

import io.millrace.model.report.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** The SHA-256 of a tree's canonical text: two spaces a level, line feeds, keys in their order. */
public final class Fingerprint {

  private Fingerprint() {}

  /** Sixty-four hexadecimal digits. */
  public static String of(JsonNode tree) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(JsonText.of(tree).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it: java.security.MessageDigest.
      throw new IllegalStateException(e);
    }
  }
}
