package io.millrace.ui.api;

import io.millrace.model.report.JsonText;
import io.millrace.ui.runs.Run;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Where the interface is, and what its answers look like. */
final class Api {
  /** What every address of it begins with; a change that breaks programs gets another number. */
  static final String ROOT = "/api/v1";

  private Api() {}

  static String address(Run run) {
    return ROOT + "/runs/" + run.id();
  }

  static ResponseEntity<String> ok(ObjectNode json) {
    return json(ResponseEntity.ok(), JsonText.of(json));
  }

  static ResponseEntity<String> json(ResponseEntity.BodyBuilder answer, String json) {
    return answer.contentType(MediaType.APPLICATION_JSON).body(json);
  }
}
