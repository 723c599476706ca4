package io.millrace.ui.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the interface to programs, as OpenAPI 3.1. */
@RestController
final class DescriptionController {
  private static final String FILE = "openapi.json";

  private final String text = text();

  /** The description. */
  @GetMapping(Api.ROOT + "/" + FILE)
  ResponseEntity<String> describe() {
    return Api.json(ResponseEntity.ok(), text);
  }

  static String text() {
    try (InputStream in = DescriptionController.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
