package io.millrace.ui.api;

import io.millrace.model.input.NearestWord;
import io.millrace.model.report.JsonText;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.scenarios.catalogue.ListedKind;
import io.millrace.scenarios.catalogue.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists what a scenario can name, and who can be exported to. */
@RestController
final class CatalogueController {
  private static final String LAUNCHERS = "launchers";

  /** Catalogues do not change while a server runs. */
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  /** All of a kind. */
  @GetMapping(Api.ROOT + "/catalogue/{kind}")
  ResponseEntity<String> list(@PathVariable String kind) {
    if (!keys().contains(kind)) {
      String detail =
          "nothing is listed as '%s'. %s".formatted(kind, NearestWord.hint(kind, keys()));
      throw Problem.of(HttpStatus.NOT_FOUND, detail.strip()).exception();
    }
    return Api.json(
        ResponseEntity.ok(), texts.computeIfAbsent(kind, it -> JsonText.of(listing(it))));
  }

  static List<String> keys() {
    List<String> keys = new ArrayList<>(ListedKind.keys());
    keys.add(LAUNCHERS);
    return keys;
  }

  private static ObjectNode listing(String kind) {
    Optional<ListedKind> known = ListedKind.find(kind);
    return known.isPresent() ? known.get().listing().json() : launchers();
  }

  private static ObjectNode launchers() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", Listing.FORMAT);
    root.put("kind", LAUNCHERS);
    ArrayNode entries = root.putArray("entries");
    Launcher.keys().forEach(it -> entries.addObject().put("id", it).put("runs", "training"));
    Launchers.keys().forEach(it -> entries.addObject().put("id", it).put("runs", "post-training"));
    return root;
  }
}
