package io.millrace.ui.api;

import io.millrace.ui.runs.Run;
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

  static ObjectNode of(List<Run> runs) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode list = node.putArray("runs");
    runs.forEach(run -> list.add(of(run)));
    return node;
  }
}
