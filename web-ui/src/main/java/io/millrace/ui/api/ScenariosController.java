package io.millrace.ui.api;

import io.millrace.model.input.Issue;
import io.millrace.ui.runs.ScenarioTexts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says what is wrong with a scenario, without computing anything. */
@RestController
final class ScenariosController {
  private final ScenarioTexts texts = new ScenarioTexts();

  /** Every issue of a scenario; that there are some is an answer, not an error. */
  @PostMapping(path = Api.ROOT + "/scenarios:validate", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> validate(InputStream body) throws IOException {
    RequestDocument document = RequestDocument.read(body);
    String scenario =
        document.as(
            (fields, issues) -> {
              var text = document.scenario(fields);
              return fields.build(text::orElseThrow);
            });
    List<Issue> issues = texts.question(scenario).issues();
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("valid", issues.isEmpty());
    answer.set("issues", Problem.json(issues));
    return Api.ok(answer);
  }
}
