package io.millrace.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description against what the server answers. */
class DescriptionTest {
  private static final JsonNode DESCRIPTION =
      JsonMapper.shared().readTree(DescriptionController.text());

  @TempDir static Path folder;
  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = new ApiServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void isServed() throws IOException, InterruptedException {
    HttpResponse<String> answer = server.send("GET", "/api/v1/openapi.json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ApiServer.json(answer)).isEqualTo(DESCRIPTION);
  }

  @Test
  void describesWhatIsAnsweredAndNothingElse() {
    Set<String> answered = new TreeSet<>();
    server
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (ApiErrors.isOurs(method)) {
                answered.addAll(requests(mapping));
              }
            });
    Set<String> described = new TreeSet<>();
    DESCRIPTION
        .get("paths")
        .forEachEntry(
            (path, verbs) ->
                verbs
                    .propertyNames()
                    .forEach(verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path)));

    assertThat(described).isEqualTo(answered).hasSizeGreaterThan(5);
  }

  @Test
  void refersToWhatItHas() {
    assertThat(DESCRIPTION.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(
            it -> assertThat(DESCRIPTION.at(it.substring(1)).isMissingNode()).as(it).isFalse());
  }

  @Test
  void namesEveryKindAndState() {
    JsonNode schemas = DESCRIPTION.at("/components/schemas");

    assertThat(schemas.at("/Kind/enum"))
        .extracting(JsonNode::asString)
        .containsExactlyElementsOf(Arrays.stream(RunKind.values()).map(RunKind::key).toList());
    assertThat(schemas.at("/Run/properties/state/enum"))
        .extracting(JsonNode::asString)
        .containsExactlyElementsOf(Arrays.stream(RunState.values()).map(RunState::key).toList());
  }

  @Test
  void namesEveryCatalogue() {
    assertThat(DESCRIPTION.at("/paths/~1api~1v1~1catalogue~1{kind}/get/parameters/0/schema/enum"))
        .extracting(JsonNode::asString)
        .containsExactlyElementsOf(CatalogueController.keys());
  }

  private static Set<String> requests(RequestMappingInfo mapping) {
    Set<String> requests = new TreeSet<>();
    for (String path : mapping.getPatternValues()) {
      for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
        requests.add(method.name() + " " + path);
      }
    }
    return requests;
  }
}
