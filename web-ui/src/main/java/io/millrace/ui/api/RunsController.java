package io.millrace.ui.api;

import io.millrace.model.report.JsonText;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunPlace;
import io.millrace.ui.runs.ScenarioTexts;
import io.millrace.ui.runs.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Asks questions, and tells what became of them: only to those who asked. */
@RestController
@RequestMapping(Api.ROOT + "/runs")
final class RunsController {
  private final RunCentre centre;
  private final Visitor visitor;
  private final RunAnswers answers;
  private final ScenarioTexts texts = new ScenarioTexts();

  RunsController(RunCentre centre, Visitor visitor) {
    this.centre = centre;
    this.visitor = visitor;
    this.answers = new RunAnswers(centre);
  }

  /** Asks a question; the answer tells where it is found again. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> ask(InputStream body, @RequestHeader HttpHeaders headers)
      throws IOException {
    Duration patience = RunAnswers.patience(headers);
    RunRequest request = RunRequest.read(RequestDocument.read(body), texts);
    Run run = centre.submit(owner(), request.kind(), request.title(), request.scenario());
    return answers.of(run, patience);
  }

  /** Runs, the latest first, or those that come after a page of them. */
  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String after) {
    int most = limit == null ? RunCentre.PAGE : limit;
    if (most < 1 || most > RunCentre.PAGE) {
      throw badRequest("limit is from 1 to " + RunCentre.PAGE);
    }
    List<Run> runs =
        after == null
            ? centre.of(owner(), most)
            : centre.after(
                owner(),
                RunPlace.read(after)
                    .orElseThrow(() -> badRequest("after is what 'next' of a page says")),
                most);
    return Api.ok(RunJson.of(runs, most));
  }

  private static ProblemException badRequest(String detail) {
    return Problem.of(HttpStatus.BAD_REQUEST, detail).exception();
  }

  /** How far a run is. */
  @GetMapping("/{id}")
  ResponseEntity<String> show(@PathVariable String id) {
    return Api.ok(RunJson.of(find(id)));
  }

  /** The answer in the format that the command line writes with {@code --json}. */
  @GetMapping("/{id}/answer")
  ResponseEntity<String> answer(@PathVariable String id) {
    Run run = find(id);
    if (!run.state().isFinal()) {
      throw Problem.of(HttpStatus.CONFLICT, "the run has no answer yet: it is " + run.state().key())
          .retryAfter(1)
          .exception();
    }
    String answer =
        run.answer()
            .orElseThrow(
                () -> notFound("the run has no answer: it is " + run.state().key() + note(run)));
    return Api.json(ResponseEntity.ok(), answer);
  }

  /** Ends a run that is not at its end; removes one that is. */
  @DeleteMapping("/{id}")
  ResponseEntity<String> end(@PathVariable String id) {
    Run run = find(id);
    if (run.state().isFinal() && centre.remove(owner(), run.id())) {
      return ResponseEntity.noContent().build();
    }
    centre.cancel(owner(), run.id());
    return Api.json(ResponseEntity.accepted(), JsonText.of(RunJson.of(run)));
  }

  /** Another's run is as unknown as one that never was. */
  private Run find(String id) {
    return uuid(id)
        .flatMap(it -> centre.find(owner(), it))
        .orElseThrow(() -> notFound("there is no such run"));
  }

  private static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id)).filter(it -> it.toString().equals(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ProblemException notFound(String detail) {
    return Problem.of(HttpStatus.NOT_FOUND, detail).exception();
  }

  private static String note(Run run) {
    return run.note().isEmpty() ? "" : "; " + run.note();
  }

  private String owner() {
    return visitor.owner();
  }
}
