package io.millrace.ui.timeline;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.server.HttpStatusCode;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.posttraining.StepJson;
import io.millrace.model.report.SimulationJson;
import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.Subject;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What ran when under a simulated plan: stages and streams of training, devices of post-training.
 */
final class TimelinePage implements DetailPage {
  private static final List<String> FORMATS = List.of(SimulationJson.FORMAT, StepJson.FORMAT);

  private final Timelines timelines;

  TimelinePage(Timelines timelines) {
    this.timelines = timelines;
  }

  @Override
  public String key() {
    return "timeline";
  }

  @Override
  public String title() {
    return "Timeline";
  }

  @Override
  public Optional<Component> content(Subject subject) {
    if (FORMATS.stream().noneMatch(it -> subject.answer().contains('"' + it + '"'))) {
      return Optional.empty();
    }
    String question = subject.question();
    DownloadHandler columns = event -> columns(question, event);
    DownloadHandler trace = event -> trace(question, event);
    return Optional.of(new TimelineElement(columns, trace));
  }

  private void columns(String question, DownloadEvent event) throws IOException {
    event.setContentType("application/octet-stream");
    byte[] columns;
    try {
      columns = timelines.columns(question);
    } catch (InvalidInputException e) {
      refuse(event, e);
      return;
    }
    event.setContentLength(columns.length);
    event.getOutputStream().write(columns);
  }

  private void trace(String question, DownloadEvent event) throws IOException {
    event.setFileName("trace.json");
    event.setContentType("application/json");
    try (Writer out = new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8)) {
      timelines.writeTrace(question, out);
    }
  }

  private static void refuse(DownloadEvent event, InvalidInputException why) throws IOException {
    event.getResponse().setStatus(HttpStatusCode.CONFLICT.getCode());
    event.setContentType("text/plain;charset=utf-8");
    event
        .getOutputStream()
        .write(
            why.issues().stream()
                .map(Issue::toString)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8));
  }
}
