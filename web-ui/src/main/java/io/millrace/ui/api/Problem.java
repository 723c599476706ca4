package io.millrace.ui.api;

import io.millrace.model.input.Issue;
import io.millrace.model.report.JsonText;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a request is refused, in the form of RFC 9457.
 *
 * @param status of the answer
 * @param detail what is wrong with this request
 * @param issues everything that is wrong with the document that was sent; empty where that is not
 *     the reason
 * @param headers that go with the answer
 */
record Problem(HttpStatusCode status, String detail, List<Issue> issues, HttpHeaders headers) {

  /** Copies the list. */
  Problem {
    issues = List.copyOf(issues);
  }

  static Problem of(HttpStatusCode status, String detail) {
    return new Problem(status, detail, List.of(), new HttpHeaders());
  }

  static Problem of(HttpStatusCode status, String detail, List<Issue> issues) {
    return new Problem(status, detail, issues, new HttpHeaders());
  }

  /** The same, worth another try after some seconds. */
  Problem retryAfter(int seconds) {
    HttpHeaders more = new HttpHeaders();
    more.putAll(headers);
    more.set(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
    return new Problem(status, detail, issues, more);
  }

  /** Thrown to where requests are answered. */
  ProblemException exception() {
    return new ProblemException(this);
  }

  /** The answer. */
  ResponseEntity<String> answer() {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(JsonText.of(json()));
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    HttpStatus known = HttpStatus.resolve(status.value());
    node.put("type", "about:blank");
    node.put("title", known == null ? "Refused" : known.getReasonPhrase());
    node.put("status", status.value());
    node.put("detail", detail);
    if (!issues.isEmpty()) {
      node.set("issues", json(issues));
    }
    return node;
  }

  /** Issues as all answers have them. */
  static ArrayNode json(List<Issue> issues) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Issue issue : issues) {
      ObjectNode node = list.addObject().put("path", issue.path()).put("message", issue.message());
      if (!issue.hint().isEmpty()) {
        node.put("hint", issue.hint());
      }
    }
    return list;
  }
}
