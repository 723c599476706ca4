package io.millrace.ui.api;

import static io.millrace.ui.api.ApiServer.SCENARIO;
import static io.millrace.ui.api.ApiServer.asking;
import static io.millrace.ui.api.ApiServer.json;
import static io.millrace.ui.api.ApiServer.validating;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.security.EndlessBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;

/** What people try who mean no good; none of it starts work. */
class ApiAttackTest {
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

  @AfterEach
  void nothingWasStarted() throws IOException, InterruptedException {
    assertThat(json(server.send("GET", "/api/v1/runs")).get("runs")).isEmpty();
  }

  @Test
  void aBombOfAliasesIsRefused() throws IOException, InterruptedException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 12; level++) {
      String before = "*a" + (level - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(level, level, (before + ", ").repeat(8) + before));
    }

    HttpResponse<String> issues =
        server.post("/api/v1/scenarios:validate", validating(bomb.toString()));
    HttpResponse<String> refused =
        server.post("/api/v1/runs", asking("planning", "Bomb", bomb.toString()));

    assertThat(issues.body()).contains("aliases are not read");
    assertThat(refused.statusCode()).isEqualTo(422);
  }

  @Test
  void deepNestingIsRefused() throws IOException, InterruptedException {
    String deep = "[".repeat(100_000);

    assertThat(server.post("/api/v1/runs", deep).statusCode()).isEqualTo(400);
    assertThat(server.post("/api/v1/runs", asking("planning", "Deep", deep)).statusCode())
        .isEqualTo(422);
  }

  @Test
  void anOversizedScenarioIsRefused() throws IOException, InterruptedException {
    String large = SCENARIO + "#".repeat(RequestDocument.LARGEST);

    HttpResponse<String> refused = server.post("/api/v1/runs", asking("planning", "Big", large));

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(json(refused).get("title").asString()).isEqualTo("Content Too Large");
  }

  @Test
  void ofAnEndlessUploadOnlyTheBeginningIsRead() throws InterruptedException {
    EndlessBody endless = new EndlessBody();
    int status;
    try {
      status =
          server
              .send(
                  server
                      .request("/api/v1/runs", "Content-Type", "application/json")
                      .POST(BodyPublishers.ofInputStream(() -> endless)))
              .statusCode();
    } catch (IOException e) {
      // The server hangs up while the client still sends.
      status = 413;
    }

    assertThat(status).isEqualTo(413);
    assertThat(endless.sent()).isLessThan(EndlessBody.GIBIBYTE / 8);
  }

  @Test
  void anUploadThatSaysItHasAGibibyteIsRefusedBeforeItIsRead() throws IOException {
    String answer =
        server.sendRaw(
            ("POST /api/v1/runs HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                    + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n{")
                .formatted(server.port(), EndlessBody.GIBIBYTE));

    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aCompressedRequestIsNotUnpacked() throws IOException, InterruptedException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int block = 0; block < 64; block++) {
        gzip.write(new byte[1 << 20]);
      }
    }

    HttpResponse<String> refused =
        server.send(
            server
                .request("/api/v1/runs", "Content-Encoding", "gzip")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bomb.toByteArray())));

    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(json(refused).get("detail").asString()).contains("compressed");
  }

  @Test
  void anArchiveIsNoScenario() throws IOException, InterruptedException {
    String archive = "PK\u0003\u0004" + "\u0000".repeat(26) + "scenario.yaml";

    assertThat(json(server.post("/api/v1/scenarios:validate", validating(archive))).get("valid"))
        .isEqualTo(BooleanNode.FALSE);
    assertThat(server.post("/api/v1/runs", asking("planning", "Zip", archive)).statusCode())
        .isEqualTo(422);
  }

  @Test
  void aScriptInANameStaysText() throws IOException, InterruptedException {
    String named = SCENARIO.replace("name: Small", "name: '<script>alert(1)</script>'");

    HttpResponse<String> asked = server.post("/api/v1/runs", asking("planning", "", named));
    String address = asked.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> shown = server.send("GET", address);
    while (server.send("GET", address).statusCode() != 404) {
      server.send("DELETE", address);
    }

    assertThat(json(shown).get("title").asString()).isEqualTo("<script>alert(1)</script>");
    assertThat(shown.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(shown.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "<script>", "a\r\nSet-Cookie: x=1", "/etc/passwd", "\u0000"})
  void noNameInAnExportIsSomebodyElses(String name) throws IOException, InterruptedException {
    String named =
        SCENARIO.replace("name: Small", "name: " + JsonMapper.shared().writeValueAsString(name));
    for (String launcher : Exported.LAUNCHERS) {
      HttpResponse<String> answer =
          server.post(
              "/api/v1/exports",
              JsonMapper.shared()
                  .createObjectNode()
                  .put("scenario", named)
                  .put("launcher", launcher)
                  .toString());

      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 422);
      if (answer.statusCode() == 200) {
        assertThat(json(answer).get("files").propertyNames())
            .noneMatch(it -> it.contains("..") || it.startsWith("/"));
      }
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "1",
        "1-1-1-1-1",
        "'%20OR%20'1'='1",
        "%3Cscript%3E",
        "%C0%AE",
        "..%252F..%252Fdashboard.mv.db"
      })
  void aForgedIdFindsNothing(String id) throws IOException, InterruptedException {
    for (String path : new String[] {"/api/v1/runs/" + id, "/api/v1/runs/" + id + "/answer"}) {
      HttpResponse<String> refused = server.send("GET", path);

      assertThat(refused.statusCode()).isIn(400, 404);
      assertThat(refused.body()).doesNotContain("<script");
    }
    assertThat(server.send("DELETE", "/api/v1/runs/" + id).statusCode()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/runs/../../../../../../../../etc/passwd",
        "/api/v1/runs/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/api/v1/runs/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/api/v1/..;/..;/..;/etc/passwd",
        "/webjars/../../../../etc/passwd"
      })
  void noAddressLeadsToAFile(String path) throws IOException {
    String answer = raw("GET", path, "127.0.0.1:" + server.port(), "");

    assertThat(answer).doesNotContain("root:");
  }

  @Test
  void noScenarioNamesAFileOfTheServer() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post(
            "/api/v1/scenarios:validate",
            validating(SCENARIO.replace("llama-3.1-8b", "../../../../../../etc/passwd")));

    assertThat(json(answer).get("valid").asBoolean()).isFalse();
    assertThat(answer.body()).doesNotContain("root:");
  }

  @Test
  void aTitleHasNoControlCharactersAndAnEnd() throws IOException, InterruptedException {
    for (String title : new String[] {"a\0b", "a\nb", "\u001b[31m", "x".repeat(201)}) {
      HttpResponse<String> refused =
          server.post("/api/v1/runs", asking("planning", title, SCENARIO));

      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(json(refused).get("issues").findValuesAsString("path")).containsExactly("title");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        ""
      })
  void whatAFormOfAnotherSiteCanSendIsRefused(String type)
      throws IOException, InterruptedException {
    var request =
        server
            .request("/api/v1/runs")
            .POST(BodyPublishers.ofString(asking("planning", "Forged", SCENARIO)));

    HttpResponse<String> refused =
        server.send(type.isEmpty() ? request : request.header("Content-Type", type));

    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://elsewhere.example",
    "Origin, null",
    "Origin, http://localhost:1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void aPageOfAnotherSiteIsRefused(String header, String value)
      throws IOException, InterruptedException {
    HttpResponse<String> asked =
        server.post("/api/v1/runs", asking("planning", "Forged", SCENARIO), header, value);
    HttpResponse<String> read = server.send("GET", "/api/v1/runs", header, value);

    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(json(asked).get("detail").asString()).contains("another site");
    assertThat(read.statusCode()).isEqualTo(403);
  }

  @Test
  void aPageOfThisServerIsNot() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.post(
            "/api/v1/scenarios:validate",
            validating(SCENARIO),
            "Origin",
            "http://127.0.0.1:" + server.port(),
            "Sec-Fetch-Site",
            "same-origin");

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "elsewhere.example, 403",
    "127.0.0.1.elsewhere.example, 403",
    "localhost.elsewhere.example, 403",
    "localhost, 200",
    "127.0.0.1, 200",
    "[::1], 200"
  })
  void aNameThatSomebodyLetPointHereIsRefused(String host, int status) throws IOException {
    String here = host + ":" + server.port();

    String answer = raw("GET", "/api/v1/runs", here, "Origin: http://" + here + "\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api;x=1/v1/runs", "/%61pi/v1/runs", "/api/v1;y/runs"})
  void noSpellingOfAnAddressPassesTheCheck(String path) throws IOException {
    String answer =
        raw("GET", path, "127.0.0.1:" + server.port(), "Origin: https://elsewhere.example\r\n");

    assertThat(answer).doesNotContain("HTTP/1.1 200").doesNotContain("\"runs\"");
  }

  private static String raw(String method, String path, String host, String headers)
      throws IOException {
    return server.sendRaw(
        "%s %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
            .formatted(method, path, host, headers));
  }
}
