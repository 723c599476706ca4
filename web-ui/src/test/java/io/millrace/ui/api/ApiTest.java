package io.millrace.ui.api;

import static io.millrace.ui.api.ApiServer.SCENARIO;
import static io.millrace.ui.api.ApiServer.VISITOR;
import static io.millrace.ui.api.ApiServer.asking;
import static io.millrace.ui.api.ApiServer.validating;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.report.JsonText;
import io.millrace.model.report.SimulationJson;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.ui.runs.ScenarioTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs ask of the server over HTTP, and get. */
class ApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  /** No test leaves work to the next one. */
  @AfterEach
  void removeAllRuns() throws IOException, InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(until)) {
      List<String> addresses = new ArrayList<>();
      for (JsonNode run : json(server.send("GET", "/api/v1/runs")).get("runs")) {
        addresses.add("/api/v1/runs/" + run.get("id").asString());
      }
      if (addresses.isEmpty()) {
        return;
      }
      for (String address : addresses) {
        server.send("DELETE", address);
      }
      Thread.sleep(5);
    }
    throw new AssertionError("the runs do not end");
  }

  private static String ask(String kind) throws IOException, InterruptedException {
    HttpResponse<String> asked = server.post("/api/v1/runs", asking(kind, "Mine", SCENARIO));
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
    return asked.headers().firstValue("Location").orElseThrow();
  }

  private static JsonNode inState(String address, String state)
      throws IOException, InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    JsonNode run = json(server.send("GET", address));
    while (!run.get("state").asString().equals(state) && Instant.now().isBefore(until)) {
      Thread.sleep(5);
      run = json(server.send("GET", address));
    }
    assertThat(run.get("state").asString()).isEqualTo(state);
    return run;
  }

  @Test
  void saysThatAScenarioIsValid() throws IOException, InterruptedException {
    HttpResponse<String> answer = server.post("/api/v1/scenarios:validate", validating(SCENARIO));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(json(answer)).isEqualTo(json("{\"valid\": true, \"issues\": []}"));
  }

  @Test
  void saysEveryIssueOfAScenarioAtOnce() throws IOException, InterruptedException {
    String scenario = SCENARIO.replace("llama-3.1-8b", "llama-9").replace("dgx-h100", "dgx-ä100");

    HttpResponse<String> answer = server.post("/api/v1/scenarios:validate", validating(scenario));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode said = json(answer);
    assertThat(said.get("valid").asBoolean()).isFalse();
    assertThat(said.get("issues").findValuesAsString("path")).contains("model", "cluster.node");
    assertThat(answer.body()).contains("dgx-ä100");
    assertThat(said.get("issues").findValues("hint")).isNotEmpty();
  }

  @Test
  void readsAScenarioThatIsAnObject() throws IOException, InterruptedException {
    String scenario =
        """
        {"scenario": {"version": 1, "name": "Small",
         "cluster": {"node": "dgx-h100", "devices": 8}, "model": "llama-3.1-8b",
         "workload": {"type": "training", "globalBatch": 8, "sequence": 1024,
                      "precision": "bf16"}}}
        """;

    assertThat(json(server.post("/api/v1/scenarios:validate", scenario)).get("valid").asBoolean())
        .isTrue();
  }

  @Test
  void answersWithWhatTheCommandLineWrites() throws IOException, InterruptedException {
    String address = ask("simulation");

    JsonNode run = inState(address, "done");

    assertThat(run.get("kind").asString()).isEqualTo("simulation");
    assertThat(run.get("title").asString()).isEqualTo("Mine");
    assertThat(run.get("share").asDouble()).isEqualTo(1);
    assertThat(run.get("answer").asString()).isEqualTo(address + "/answer");
    var scenario = new ScenarioTexts().read(SCENARIO).orThrow();
    var report = ScenarioRunner.bundled().run(scenario, false).orThrow().report();
    assertThat(server.send("GET", address + "/answer").body())
        .isEqualTo(JsonText.of(SimulationJson.of(report)));
  }

  @Test
  void callsARunLikeItsScenarioUnlessItHasATitle() throws IOException, InterruptedException {
    HttpResponse<String> asked = server.post("/api/v1/runs", asking("simulation", " ", SCENARIO));

    assertThat(json(asked).get("title").asString()).isEqualTo("Small");
  }

  @Test
  void tellsHowFarASearchIsAndEndsIt() throws IOException, InterruptedException {
    String address = ask("planning");
    JsonNode atWork = inState(address, "running");
    HttpResponse<String> early = server.send("GET", address + "/answer");
    HttpResponse<String> ended = server.send("DELETE", address);
    inState(address, "cancelled");
    HttpResponse<String> removed = server.send("DELETE", address);

    assertThat(atWork.has("started")).isTrue();
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.headers().firstValue("Retry-After")).contains("1");
    assertThat(ended.statusCode()).isEqualTo(202);
    assertThat(removed.statusCode()).isEqualTo(204);
    assertThat(server.send("GET", address).statusCode()).isEqualTo(404);
  }

  @Test
  void listsTheLatestFirst() throws IOException, InterruptedException {
    String first = ask("planning");
    String second = ask("planning");

    assertThat(json(server.send("GET", "/api/v1/runs")).get("runs").findValuesAsString("id"))
        .containsExactly(idOf(second), idOf(first));
  }

  @Test
  void takesNoMoreThanMayWait() throws IOException, InterruptedException {
    for (int run = 0; run < 3; run++) {
      ask("planning");
    }
    HttpResponse<String> refused =
        server.post("/api/v1/runs", asking("planning", "One more", SCENARIO));

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("10");
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(refused).get("detail").asString()).startsWith("2 runs wait already");
  }

  @Test
  void hidesFromOthersWhatSomebodyAsked() throws IOException, InterruptedException {
    String address = ask("planning");
    inState(address, "running");

    for (String each : List.of(address, address + "/answer")) {
      assertThat(server.send("GET", each, VISITOR, "bob").statusCode()).isEqualTo(404);
    }
    assertThat(server.send("DELETE", address, VISITOR, "bob").statusCode()).isEqualTo(404);
    assertThat(json(server.send("GET", "/api/v1/runs", VISITOR, "bob")).get("runs")).isEmpty();
    inState(address, "running");
  }

  @Test
  void saysEverythingThatIsWrongWithARequest() throws IOException, InterruptedException {
    String request = "{\"kind\": \"planing\", \"titel\": \"x\", \"scenario\": \"version: 1\"}";

    HttpResponse<String> refused = server.post("/api/v1/runs", request);

    assertThat(refused.statusCode()).isEqualTo(422);
    JsonNode problem = json(refused);
    assertThat(problem.get("title").asString()).isEqualTo("Unprocessable Content");
    assertThat(problem.get("status").asInt()).isEqualTo(422);
    assertThat(problem.get("issues").findValuesAsString("path"))
        .contains("kind", "titel", "scenario.model", "scenario.cluster");
    assertThat(problem.get("issues").findValuesAsString("hint"))
        .contains("Maybe 'planning'?", "Maybe 'title'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1, 2", "{\"kind\": simulation}", "{} {}"})
  void refusesWhatIsNotJson(String text) throws IOException, InterruptedException {
    HttpResponse<String> refused = server.post("/api/v1/runs", text);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("issues")).isNotEmpty();
  }

  @Test
  void namesTheMethodsOfAnAddress() throws IOException, InterruptedException {
    HttpResponse<String> refused = server.send("PUT", "/api/v1/runs");

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow").orElseThrow()).contains("GET", "POST");
    assertThat(json(refused).get("title").asString()).isEqualTo("Method Not Allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/nothing", "/api/v2/runs", "/api/v1/runs/1/2/3"})
  void knowsNothingOfOtherAddresses(String path) throws IOException, InterruptedException {
    HttpResponse<String> refused = server.send("GET", path);

    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(json(refused).get("detail").asString()).contains("/api/v1/openapi.json");
  }

  @Test
  void waitsForTheAnswerOfWhoeverPrefersThat() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post("/api/v1/runs", asking("simulation", "", SCENARIO), "Prefer", "wait=60");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("format").asString()).isEqualTo("simulation/1");
    String address = answer.headers().firstValue("Location").orElseThrow();
    assertThat(server.send("GET", address + "/answer").body()).isEqualTo(answer.body());
  }

  @Test
  void waitsNoLongerThanItIsPreferred() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post("/api/v1/runs", asking("planning", "", SCENARIO), "Prefer", "wait=1");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).get("state").asString()).isEqualTo("running");
  }

  @Test
  void listsPageByPage() throws IOException, InterruptedException {
    String first = ask("planning");
    String second = ask("planning");
    JsonNode latest = json(server.send("GET", "/api/v1/runs?limit=1"));
    JsonNode before = json(server.send("GET", latest.get("next").asString()));
    JsonNode last = json(server.send("GET", before.get("next").asString()));

    assertThat(latest.get("runs").findValuesAsString("id")).containsExactly(idOf(second));
    assertThat(before.get("runs").findValuesAsString("id")).containsExactly(idOf(first));
    assertThat(last.get("runs")).isEmpty();
    assertThat(last.has("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "after=x", "after=1_2"})
  void refusesPagesThatThereAreNot(String query) throws IOException, InterruptedException {
    assertThat(server.send("GET", "/api/v1/runs?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void checksMeasuredCases() throws IOException, InterruptedException {
    String measurements =
        """
        {"measurements": {"format": "measurements/1", "cases": [
          {"id": "one", "family": "mine", "cluster": {"node": "dgx-h100", "devices": 8},
           "model": "llama-3.1-8b", "plan": {"label": "d1t8p1"},
           "workload": {"type": "training", "globalBatch": 8, "sequence": 1024,
                        "precision": "bf16"},
           "measured": {"iterationSeconds": 1}}]}}
        """;

    HttpResponse<String> answer = server.post("/api/v1/checks", measurements, "Prefer", "wait=60");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("format").asString()).isEqualTo("check/1");
    assertThat(json(answer).get("cases").findValuesAsString("id")).containsExactly("one");
    assertThat(json(answer).get("cases").get(0).has("predicted")).as(answer.body()).isTrue();
  }

  @Test
  void checksNoMoreCasesThanMayBe() throws IOException, InterruptedException {
    String cases = String.join(", ", Collections.nCopies(201, "{}"));

    HttpResponse<String> refused =
        server.post(
            "/api/v1/checks",
            "{\"measurements\": {\"format\": \"measurements/1\", \"cases\": [" + cases + "]}}");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).get("issues").findValuesAsString("path"))
        .containsExactly("measurements.cases");
  }

  @Test
  void exportsAPlanForALauncher() throws IOException, InterruptedException {
    HttpResponse<String> answer = server.post("/api/v1/exports", exporting("megatron-lm"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("obstacles")).isEmpty();
    assertThat(json(answer).get("files").propertyNames()).contains("plan.json", "README.md");
  }

  @Test
  void exportsAnArchiveWhereThatIsAccepted() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        server.sendForBytes(
            server
                .request("/api/v1/exports", "Accept", "application/zip")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(exporting("megatron-lm"))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"millrace-megatron-lm.zip\"");
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    assertThat(names).contains("plan.json", "README.md");
  }

  @Test
  void saysWhoCanBeExportedTo() throws IOException, InterruptedException {
    HttpResponse<String> refused = server.post("/api/v1/exports", exporting("megatron-ml"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).get("issues").findValuesAsString("path")).containsExactly("launcher");
    assertThat(server.post("/api/v1/exports", exporting("verl")).statusCode()).isEqualTo(422);
  }

  private static String exporting(String launcher) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("scenario", SCENARIO)
        .put("launcher", launcher)
        .toString();
  }

  @Test
  void listsEveryCatalogue() throws IOException, InterruptedException {
    for (String kind : CatalogueController.keys()) {
      JsonNode listed = json(server.send("GET", "/api/v1/catalogue/" + kind));
      assertThat(listed.get("kind").asString()).isEqualTo(kind);
      assertThat(listed.get("entries").findValuesAsString("id")).isNotEmpty();
    }
    HttpResponse<String> unknown = server.send("GET", "/api/v1/catalogue/device");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).get("detail").asString()).contains("Maybe 'devices'?");
  }

  private static String idOf(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return ApiServer.json(response);
  }
}
