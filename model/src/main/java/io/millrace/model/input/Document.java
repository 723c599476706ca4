package io.millrace.model.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A JSON or YAML text as a tree, read so that no input can hurt: bounded size and depth, no
 * duplicate keys, nothing after the end, and YAML aliases are refused, which is where "bombs" that
 * grow without end come from.
 *
 * @param root the tree
 */
public record Document(JsonNode root) {

  /** Files larger than this are not read: 64 MiB. */
  public static final long LARGEST = 64L << 20;

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxStringLength(1 << 20)
          .maxNumberLength(100)
          .maxDocumentLength(LARGEST)
          .build();

  private static final ObjectMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads a file; its name tells the format, {@code .json} or else YAML. */
  public static Parsed<Document> read(Path file) {
    if (Files.isDirectory(file)) {
      return invalid("$", file + " is a folder", "name a file in it");
    }
    if (!Files.isRegularFile(file)) {
      return invalid("$", "there is no file " + file, "");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) LARGEST + 1);
      if (bytes.length > LARGEST) {
        return invalid("$", file + " is larger than " + (LARGEST >> 20) + " MiB", "");
      }
      return parse(
          new String(bytes, StandardCharsets.UTF_8),
          file.toString().toLowerCase(Locale.ROOT).endsWith(".json"));
    } catch (IOException e) {
      return invalid("$", file + " cannot be read: " + e.getMessage(), "");
    }
  }

  /** Reads a text: JSON, or YAML otherwise. */
  public static Parsed<Document> parse(String text, boolean json) {
    if (text.isBlank()) {
      return invalid("$", "the input is empty", "");
    }
    if (!json) {
      Optional<Issue> alias = YamlAliases.find(text);
      if (alias.isPresent()) {
        return new Parsed.Invalid<>(java.util.List.of(alias.get()));
      }
    }
    try {
      JsonNode root = (json ? JSON : YAML).readTree(text);
      if (root == null || root.isMissingNode() || root.isNull()) {
        return invalid("$", "the input is empty", "");
      }
      return new Parsed.Valid<>(new Document(root));
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null || at.getLineNr() < 1
              ? "$"
              : "line " + at.getLineNr() + ", column " + at.getColumnNr();
      String message = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      return invalid(where, "not valid " + (json ? "JSON" : "YAML") + ": " + message, "");
    }
  }

  private static Parsed<Document> invalid(String path, String message, String hint) {
    return new Parsed.Invalid<>(java.util.List.of(new Issue(path, message, hint)));
  }
}
