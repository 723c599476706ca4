package io.millrace.ui.api;

import io.millrace.model.input.Issue;
import io.millrace.ui.export.LaunchArchive;
import io.millrace.ui.runs.ScenarioTexts;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the files with which a launcher runs a plan. */
@RestController
final class ExportsController {
  private static final MediaType ZIP = MediaType.parseMediaType("application/zip");
  private static final String SCENARIO = "scenario";
  private static final String LAUNCHER = "launcher";

  private final ScenarioTexts texts = new ScenarioTexts();

  /** The files as JSON, or as an archive where the request accepts nothing else. */
  @PostMapping(path = Api.ROOT + "/exports", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> export(InputStream body, @RequestHeader HttpHeaders headers)
      throws IOException {
    Exported exported = read(RequestDocument.read(body));
    if (!headers.getAccept().contains(ZIP)) {
      return Api.ok(json(exported));
    }
    if (!exported.obstacles().isEmpty()) {
      throw Problem.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              exported.launcher() + " cannot run this plan",
              exported.obstacles().stream().map(it -> Issue.of(SCENARIO, it)).toList())
          .exception();
    }
    // The key of a launcher is one of ours: it needs no quoting.
    return ResponseEntity.ok()
        .contentType(ZIP)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"millrace-%s.zip\"".formatted(exported.launcher()))
        .body(new LaunchArchive(exported.files()).bytes());
  }

  private Exported read(RequestDocument document) {
    return document.as(
        (fields, issues) -> {
          var text = document.scenario(fields);
          String launcher =
              fields.optionalChoice(LAUNCHER, Exported.LAUNCHERS, it -> it).orElse("");
          if (!fields.has(LAUNCHER)) {
            fields.issue(LAUNCHER, "is missing", "Known: " + String.join(", ", Exported.LAUNCHERS));
          }
          var exported =
              text.filter(_ -> !launcher.isEmpty())
                  .flatMap(
                      it ->
                          RequestDocument.valid(
                              Exported.of(it, launcher, texts), SCENARIO, issues));
          return fields.build(exported::orElseThrow);
        });
  }

  private static ObjectNode json(Exported exported) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put(LAUNCHER, exported.launcher());
    ObjectNode files = root.putObject("files");
    exported.files().forEach(files::put);
    exported.obstacles().forEach(root.putArray("obstacles")::add);
    ArrayNode gaps = root.putArray("gaps");
    exported
        .gaps()
        .forEach(
            it ->
                gaps.addObject()
                    .put("path", it.path())
                    .put("value", it.value())
                    .put("reason", it.reason()));
    exported.warnings().forEach(root.putArray("warnings")::add);
    return root;
  }
}
