package io.millrace.ui.api;

import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunPlace;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs as programs see them; what is not known is left out. */
final class RunJson {
  private RunJson() {}

  static ObjectNode of(Run run) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", run.id().toString());
    node.put("kind", run.kind().key());
    node.put("title", run.title());
    node.put("state", run.state().key());
    node.put("share", run.share());
    node.put("note", run.note());
    node.put("tool", run.tool());
    node.put("submitted", run.submitted().toString());
    run.started().ifPresent(it -> node.put("started", it.toString()));
    run.ended().ifPresent(it -> node.put("ended", it.toString()));
    if (run.answer().isPresent()) {
      node.put("answer", Api.address(run) + "/answer");
    }
    return node;
  }

  /** A page of a list, with the address of the next one where the page is full. */
  static ObjectNode of(List<Run> runs, int most) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (runs.size() == most) {
      String last = RunPlace.of(runs.getLast()).text();
      node.put("next", Api.ROOT + "/runs?limit=" + most + "&after=" + last);
    }
    ArrayNode list = node.putArray("runs");
    runs.forEach(run -> list.add(of(run)));
    return node;
  }
}
