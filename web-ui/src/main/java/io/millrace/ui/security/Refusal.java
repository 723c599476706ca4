package io.millrace.ui.security;

import io.millrace.model.report.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers a request that gets no further, in the form of RFC 9457. */
final class Refusal {
  private Refusal() {}

  static void write(HttpServletResponse response, HttpStatus status, String why)
      throws IOException {
    var problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "about:blank")
            .put("title", status.getReasonPhrase())
            .put("status", status.value())
            .put("detail", why);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JsonText.of(problem).getBytes(StandardCharsets.UTF_8));
  }
}
