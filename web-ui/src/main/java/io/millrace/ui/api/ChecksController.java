package io.millrace.ui.api;

import io.millrace.ui.runs.CheckWork;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Predicts what was measured; a check is a run like any other. */
@RestController
final class ChecksController {
  private static final String MEASUREMENTS = "measurements";

  private final RunCentre centre;
  private final Visitor visitor;
  private final RunAnswers answers;
  private final CheckWork work = new CheckWork();

  ChecksController(RunCentre centre, Visitor visitor) {
    this.centre = centre;
    this.visitor = visitor;
    this.answers = new RunAnswers(centre);
  }

  /** Asks for the errors of predictions. */
  @PostMapping(path = Api.ROOT + "/checks", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> check(InputStream body, @RequestHeader HttpHeaders headers)
      throws IOException {
    Duration patience = RunAnswers.patience(headers);
    RequestDocument document = RequestDocument.read(body);
    Asked asked =
        document.as(
            (fields, issues) -> {
              var text = document.text(fields, MEASUREMENTS);
              var cases =
                  text.flatMap(it -> RequestDocument.valid(work.read(it), MEASUREMENTS, issues));
              return fields.build(() -> new Asked(text.orElseThrow(), cases.orElseThrow().size()));
            });
    Run run =
        centre.submit(
            visitor.owner(),
            RunKind.CHECK,
            "Check of %d cases".formatted(asked.cases()),
            asked.text());
    return answers.of(run, patience);
  }

  private record Asked(String text, int cases) {}
}
