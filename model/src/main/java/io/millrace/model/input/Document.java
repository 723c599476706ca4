package io.millrace.model.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * A JSON or YAML text as a tree, read so that no input can hurt: bounded size and depth, nothing
 * after the end, and YAML aliases are refused, which is where "bombs" that grow without end come
 * from.
 *
 * @param root the tree
 * @param issues what is wrong with the text although a tree could be made: keys that are given
 *     twice, of which the tree has the first. {@link Fields#of(Document, Issues)} passes them on
 */
public record Document(JsonNode root, List<Issue> issues) {

  /** Files larger than this are not read: 64 MiB. */
  public static final long LARGEST = 64L << 20;

  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(SyntaxIssue.DEEPEST)
          .maxStringLength(SyntaxIssue.LONGEST_TEXT)
          .maxNameLength(SyntaxIssue.LONGEST_KEY)
          .maxNumberLength(SyntaxIssue.LONGEST_NUMBER)
          .maxDocumentLength(LARGEST)
          .build();

  /** Copies the list. */
  public Document {
    issues = List.copyOf(issues);
  }

  /** A tree with whose text nothing is wrong. */
  public Document(JsonNode root) {
    this(root, List.of());
  }

  /** Reads a file; its name tells the format, {@code .json} or else YAML. */
  public static Parsed<Document> read(Path file) {
    if (Files.isDirectory(file)) {
      return invalid(file + " is a folder", "name a file in it");
    }
    if (!Files.exists(file)) {
      return invalid("there is no file " + file, "");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) LARGEST + 1);
      if (bytes.length > LARGEST) {
        return invalid(file + " is larger than " + (LARGEST >> 20) + " MiB", "");
      }
      boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
      return Utf8.decode(bytes).then(text -> parse(text, json));
    } catch (IOException e) {
      return invalid(file + " cannot be read: " + e.getMessage(), "");
    }
  }

  /** Reads a text: JSON, or YAML otherwise. */
  public static Parsed<Document> parse(String text, boolean json) {
    // Not before it is needed: each factory takes a while to load.
    TokenStreamFactory format = json ? Json.FACTORY : Yaml.FACTORY;
    try (JsonParser parser = format.createParser(ObjectReadContext.empty(), text)) {
      try {
        return new TreeReader(parser).read();
      } catch (JacksonException e) {
        return new Parsed.Invalid<>(List.of(SyntaxIssue.of(e, parser, json)));
      }
    }
  }

  /**
   * A file that ships beside a class, in our own jar; its name tells the format.
   *
   * @throws IllegalStateException if the file is not there
   * @throws InvalidInputException if it is not well-formed
   */
  public static Document bundled(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return switch (Utf8.decode(in.readAllBytes())
          .then(text -> parse(text, name.endsWith(".json")))) {
        case Parsed.Valid<Document> valid -> valid.value();
        case Parsed.Invalid<Document> invalid ->
            throw new InvalidInputException(
                invalid.issues().stream()
                    .map(it -> new Issue(name + ", " + it.path(), it.message(), it.hint()))
                    .toList());
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Parsed<Document> invalid(String message, String hint) {
    return new Parsed.Invalid<>(List.of(new Issue(Issue.WHOLE, message, hint)));
  }

  private static final class Json {
    private static final TokenStreamFactory FACTORY =
        JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
  }

  private static final class Yaml {
    private static final TokenStreamFactory FACTORY =
        YAMLFactory.builder().streamReadConstraints(CONSTRAINTS).build();
  }
}
