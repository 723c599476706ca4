package io.millrace.ui.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.Application;
import java.io.IOException;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What people try at the addresses of pages who mean no good; the API has tests of its own. */
class PageAttackTest {
  @TempDir private static Path folder;
  private static ConfigurableApplicationContext server;

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @BeforeAll
  static void start() {
    server =
        SpringApplication.run(
            Application.class, "--server.port=0", "--millrace.folder=" + folder.toAbsolutePath());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?v-r=uidl&v-uiId=0", "/?v-r=push&v-uiId=0", "/plan", "/VAADIN/x"})
  void ofAnEndlessUploadOnlyTheBeginningIsRead(String path) throws Exception {
    page();
    EndlessBody endless = new EndlessBody();
    try {
      send(request(path).POST(BodyPublishers.ofInputStream(() -> endless)));
    } catch (IOException e) {
      // The server hangs up while the client still sends.
    }

    assertThat(endless.sent()).isLessThan(EndlessBody.GIBIBYTE / 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?v-r=uidl&v-uiId=0", "/plan", "/VAADIN/dynamic/resource/0/x/upload"})
  void anUploadThatSaysItHasAGibibyteIsRefusedBeforeItIsRead(String path) throws IOException {
    String request =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n{"
            .formatted(path, port(), EndlessBody.GIBIBYTE);
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);

      assertThat(answer).isEqualTo("HTTP/1.1 413");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "forged"})
  void aStepWithoutThePagesTokenIsNotTaken(String token) throws Exception {
    JsonNode page = page();
    ObjectNode step = JsonMapper.shared().createObjectNode();
    step.put("csrfToken", token).put("syncId", 0).put("clientId", 0).putArray("rpc");
    String address = "/?v-r=uidl&v-uiId=" + page.path("appConfig").path("v-uiId").asInt(-1);
    String own = page.path("appConfig").path("uidl").path("Vaadin-Security-Key").asString("");

    assertThat(own).isNotEmpty();
    assertThat(take(address, step).path("meta").has("appError")).isTrue();
    assertThat(take(address, step.put("csrfToken", own)).path("syncId").asInt()).isEqualTo(1);
  }

  private JsonNode take(String address, JsonNode step) throws IOException, InterruptedException {
    String answer =
        send(request(address)
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofString(step.toString())))
            .body();
    return JsonMapper.shared().readTree(answer.substring(answer.indexOf('{')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/plan/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/plan/../../../../../../etc/passwd",
        "/detail/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/detail/..;/..;/..;/..;/etc/passwd",
        "/sweeps/..%5c..%5c..%5cetc%5cpasswd",
        "/scenarios/..%252f..%252f..%252fetc%252fpasswd",
        "/millrace/..%2f..%2fapplication.properties",
        "/millrace/%2e%2e/%2e%2e/%2e%2e/application.properties",
        "/VAADIN/..%2f..%2f..%2fapplication.properties",
        "/VAADIN/build/../../../application.properties",
        "/VAADIN/dynamic/resource/0/..%2f..%2fetc%2fpasswd/x",
        "/webjars/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/application.properties",
        "/db/migration/V1__runs.sql",
        "/dashboard.mv.db",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/actuator/env",
        "/h2-console",
        "/plan/%00",
        "/plan/%C0%AE%C0%AE",
        "/plan/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/plan/'%20OR%20'1'='1",
        "/plan/%",
        "/?v-r=init&location=..%2f..%2fetc%2fpasswd",
        "/?v-r=init&location=plan%2f%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/?v-loc=javascript:alert(1)"
      })
  void noAddressLeadsToAFileOrShowsTheInside(String path) throws IOException {
    String answer = get(path);

    assertThat(answer)
        .startsWith("HTTP/1.1 ")
        .doesNotStartWith("HTTP/1.1 5")
        .doesNotContain("root:x")
        .doesNotContain("server.address=")
        .doesNotContain("CREATE TABLE")
        .doesNotContain("<script>alert")
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain("Apache Tomcat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/error", "/?v-r=nothing", "/?v-r=uidl&v-uiId=99999"})
  void whatNoPageAsksShowsNothingOfTheInside(String path) throws IOException {
    assertThat(get(path)).startsWith("HTTP/1.1 ").doesNotContain("Exception", "\tat ", "Tomcat");
  }

  @Test
  void aVeryLongAddressIsRefusedInWords() throws IOException {
    assertThat(get("/plan/" + "a".repeat(40_000)))
        .startsWith("HTTP/1.1 4")
        .doesNotContain("Exception")
        .doesNotContain("Apache Tomcat");
  }

  /** Opens a page as a browser does, and answers what the server says to begin with. */
  private JsonNode page() throws Exception {
    send(request("/"));
    String begin = send(request("/?v-r=init&location=scenarios")).body();
    return JsonMapper.shared().readTree(begin.substring(begin.indexOf('{')));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  private static int port() {
    return Integer.parseInt(server.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** Sends what no client would, and reads all of the answer. */
  private static String get(String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n"
              .formatted(path, port());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
