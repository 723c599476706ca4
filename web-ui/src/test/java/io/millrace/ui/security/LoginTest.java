package io.millrace.ui.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.Application;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunKind;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A server with a users file, asked over HTTP by two users and by nobody. */
class LoginTest {
  private static final String PASSWORD = "a long password";

  @TempDir private static Path folder;
  private static ConfigurableApplicationContext server;

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  @BeforeAll
  static void start() throws IOException {
    Path users = folder.resolve("users");
    AddUser.write(users, "ann", PASSWORD);
    AddUser.write(users, "bob", PASSWORD);
    server =
        SpringApplication.run(
            Application.class,
            "--server.port=0",
            "--server.address=0.0.0.0",
            "--millrace.users=" + users,
            "--millrace.folder=" + folder.toAbsolutePath());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/plan", "/runs", "/scenarios", "/no-such-page"})
  void pagesLeadNobodyElsewhereThanToTheLogin(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/runs", "/api/v1/openapi.json", "/api/v1/no-such-verb"})
  void programsHaveToSayWhoTheyAre(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void aFormWithoutItsTokenLogsNobodyIn() throws Exception {
    token();

    HttpResponse<String> answer = logIn("");

    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
    assertThat(send(request("/plan")).statusCode()).isEqualTo(302);
  }

  @Test
  void aSessionFromBeforeTheLoginIsWorthNothing() throws Exception {
    String token = token();
    HttpCookie before = session();

    assertThat(logIn(token).statusCode()).isEqualTo(302);

    assertThat(session().getValue()).isNotEqualTo(before.getValue());
    assertThat(send(request("/plan")).statusCode()).isEqualTo(200);
  }

  @Test
  void aPasswordTypedDifferentlyTheSecondTimeIsNone() {
    assertThat(AddUser.same("a password".toCharArray(), "a password".toCharArray()))
        .contains("a password");
    assertThat(AddUser.same("a password".toCharArray(), "a pasword".toCharArray())).isEmpty();
    assertThat(AddUser.same(null, null)).isEmpty();
  }

  @Test
  void cookiesAreForNoScriptAndProgramsIgnoreThem() throws Exception {
    logIn(token());

    assertThat(session().isHttpOnly()).isTrue();
    assertThat(send(request("/api/v1/runs")).statusCode()).isEqualTo(401);
  }

  @Test
  void nobodyFindsEndsOrRemovesTheRunOfAnother() throws Exception {
    RunCentre centre = server.getBean(RunCentre.class);
    Run run = centre.submit("user:ann", RunKind.SIMULATION, "Hers", "no scenario");
    String path = "/api/v1/runs/" + run.id();

    assertThat(send(as("ann", request(path))).statusCode()).isEqualTo(200);
    assertThat(send(as("bob", request(path))).statusCode()).isEqualTo(404);
    assertThat(send(as("bob", request(path).DELETE())).statusCode()).isEqualTo(404);
    assertThat(send(as("bob", request("/api/v1/runs"))).body()).doesNotContain(run.id().toString());
    assertThat(centre.find("user:ann", run.id())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/api/v1/runs", "/millrace/dashboard.css"})
  void everyAnswerTellsTheBrowserToBeCareful(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));

    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("frame-ancestors 'none'")
        .doesNotContain("http");
  }

  @Test
  void aPageRunsOnlyItsOwnScripts() throws Exception {
    HttpResponse<String> page = send(request("/login"));
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    Matcher nonce =
        Pattern.compile("script-src 'self' 'nonce-([^']+)' 'unsafe-eval';").matcher(policy);

    assertThat(nonce.find()).isTrue();
    assertThat(page.body()).contains("<script initial=\"\" nonce=\"" + nonce.group(1) + "\">");
    assertThat(send(request("/login")).body()).doesNotContain(nonce.group(1));
  }

  private HttpRequest.Builder request(String path) {
    String port = server.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpRequest.Builder as(String name, HttpRequest.Builder request) {
    byte[] credentials = (name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return request.header(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** That of the login's page. */
  private String token() throws IOException, InterruptedException {
    Matcher token =
        Pattern.compile("name=\"_csrf\" content=\"([^\"]+)")
            .matcher(send(request("/login")).body());
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private HttpResponse<String> logIn(String token) throws IOException, InterruptedException {
    String form = "username=ann&password=" + PASSWORD.replace(' ', '+') + "&_csrf=" + token;
    return send(
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private HttpCookie session() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(it -> it.getName().equals("JSESSIONID"))
        .findFirst()
        .orElseThrow();
  }
}
