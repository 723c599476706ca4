package io.millrace.ui.api;

import static io.millrace.ui.api.ApiServer.SCENARIO;
import static io.millrace.ui.api.ApiServer.asking;
import static io.millrace.ui.api.ApiServer.json;
import static io.millrace.ui.api.ApiServer.validating;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people try who mean no good; none of it starts work. */
class ApiAttackTest {
  private static final long GIBIBYTE = 1L << 30;

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
    AtomicLong sent = new AtomicLong();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return sent.incrementAndGet() > GIBIBYTE ? -1 : ' ';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) ' ');
            return sent.addAndGet(length) > GIBIBYTE ? -1 : length;
          }
        };
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
    assertThat(sent.get()).isLessThan(GIBIBYTE / 8);
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
