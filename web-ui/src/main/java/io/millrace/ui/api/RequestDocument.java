package io.millrace.ui.api;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.report.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;

/** The JSON object that came with a request, no larger than it may be. */
final class RequestDocument {
  /** Bytes of a request. */
  static final int LARGEST = 1 << 20;

  private static final String SCENARIO = "scenario";

  private final Document document;

  private RequestDocument(Document document) {
    this.document = document;
  }

  /**
   * Reads what was sent, never more of it than may be.
   *
   * @throws ProblemException if it is too large, or not JSON
   */
  static RequestDocument read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "a request has at most a mebibyte")
          .exception();
    }
    return switch (Document.parse(text(bytes), true)) {
      case Parsed.Valid<Document> valid -> new RequestDocument(valid.value());
      case Parsed.Invalid<Document> invalid -> throw notJson(invalid.issues());
    };
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw notJson(List.of(Issue.of(Issue.WHOLE, "is not UTF-8")));
    }
  }

  private static ProblemException notJson(List<Issue> issues) {
    return Problem.of(HttpStatus.BAD_REQUEST, "the request is not JSON", issues).exception();
  }

  /**
   * Makes something of the object.
   *
   * @throws ProblemException with every issue that reading it adds
   */
  <T> T as(Reading<T> reading) {
    Issues issues = new Issues();
    Fields fields = Fields.of(document, issues);
    Optional<T> value = reading.read(fields, issues);
    if (value.isEmpty() || !issues.isEmpty()) {
      throw Problem.of(
              HttpStatus.UNPROCESSABLE_CONTENT, "the request cannot be answered", issues.list())
          .exception();
    }
    return value.get();
  }

  /** Reads the keys of a request. */
  @FunctionalInterface
  interface Reading<T> {

    /** The value, unless issues were found. */
    Optional<T> read(Fields fields, Issues issues);
  }

  /** The scenario as it was given: a text in YAML or JSON, or an object. */
  Optional<String> scenario(Fields fields) {
    return text(fields, SCENARIO);
  }

  /** A document as it was given: a text in YAML or JSON, or an object. */
  Optional<String> text(Fields fields, String key) {
    if (fields.hasText(key)) {
      return Optional.of(fields.text(key));
    }
    if (fields.hasObject(key)) {
      return Optional.of(JsonText.of(document.root().get(key)));
    }
    fields.issue(
        key,
        fields.has(key) ? "is neither a text nor an object" : "is missing",
        "give a text in YAML or JSON, or an object");
    return Optional.empty();
  }

  /** Where issues of the scenario are in the request that carried it. */
  static Function<Issue, Issue> withinScenario() {
    return within(SCENARIO);
  }

  /** Where issues of a document are in the request that carried it. */
  static Function<Issue, Issue> within(String key) {
    return issue -> new Issue(path(key, issue.path()), issue.message(), issue.hint());
  }

  /** What was read of a document in the request; its issues are the request's otherwise. */
  static <T> Optional<T> valid(Parsed<T> parsed, String key, Issues issues) {
    return switch (parsed) {
      case Parsed.Valid<T> valid -> Optional.of(valid.value());
      case Parsed.Invalid<T> invalid -> {
        invalid.issues().stream().map(within(key)).forEach(issues::add);
        yield Optional.empty();
      }
    };
  }

  private static String path(String key, String inside) {
    if (inside.equals(Issue.WHOLE)) {
      return key;
    }
    return key + (inside.startsWith("line ") ? ", " : ".") + inside;
  }
}
