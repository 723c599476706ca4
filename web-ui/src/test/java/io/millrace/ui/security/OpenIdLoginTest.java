package io.millrace.ui.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.Application;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** A server whose people log in at a provider of OpenID Connect, both of them real. */
class OpenIdLoginTest {
  /** The provider has to know where the dashboard will be. */
  static final int PORT = freePort();

  private static final String HERE = "http://127.0.0.1:" + PORT;

  @TempDir private static Path folder;
  private static Issuer issuer;
  private static ConfigurableApplicationContext server;

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(Redirect.NORMAL)
          .build();

  @BeforeAll
  static void start() {
    issuer = Issuer.start();
    server =
        SpringApplication.run(
            Application.class,
            Stream.concat(
                    Stream.of(
                        "--server.port=" + PORT,
                        "--server.address=0.0.0.0",
                        "--millrace.folder=" + folder.toAbsolutePath()),
                    issuer.properties().entrySet().stream()
                        .map(it -> "--" + it.getKey() + "=" + it.getValue()))
                .toArray(String[]::new));
    issuer = issuer.again();
  }

  @AfterAll
  static void stop() {
    server.close();
    issuer.close();
  }

  @Test
  void whoTheProviderKnowsComesToThePageThatTheyAskedFor() throws Exception {
    assertThat(get(HERE + "/plan").uri().toString()).startsWith(issuer.address() + "/login");

    HttpResponse<String> page = logIn(Issuer.PASSWORD);

    assertThat(page.uri().toString())
        .as("%s", page.statusCode() + page.headers().map().toString() + page.body())
        .startsWith(HERE + "/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(get(HERE + "/runs").uri()).isEqualTo(URI.create(HERE + "/runs"));
  }

  @Test
  void whoTheProviderDoesNotKnowGetsNowhere() throws Exception {
    get(HERE + "/plan");

    assertThat(logIn("a wrong password").uri().toString()).startsWith(issuer.address() + "/login");
    assertThat(get(HERE + "/plan").uri().toString()).startsWith(issuer.address() + "/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?code=forged&state=forged",
        "?error=access_denied&state=forged",
        "?error=%3Cscript%3Ealert(1)%3C/script%3E&error_description=%3Cscript%3E&state=x",
        ""
      })
  void aForgedAnswerOfTheProviderLogsNobodyIn(String query) throws Exception {
    HttpResponse<String> answer = get(HERE + "/login/oauth2/code/house" + query);

    assertThat(answer.body()).doesNotContain("<script>alert", "Exception", "\tat ");
    assertThat(get(HERE + "/plan").uri().toString()).startsWith(issuer.address() + "/login");
  }

  @Test
  void programsShowATokenOfTheProvider() throws Exception {
    String token = token();
    RunCentre centre = server.getBean(RunCentre.class);
    Run own = centre.submit("user:" + Issuer.CLIENT, RunKind.SIMULATION, "Own", "no scenario");
    Run other = centre.submit("user:ann", RunKind.SIMULATION, "Hers", "no scenario");

    assertThat(ask("/api/v1/runs", "Bearer " + token).body())
        .contains(own.id().toString())
        .doesNotContain(other.id().toString());
    HttpResponse<String> hers = ask("/api/v1/runs/" + other.id(), "Bearer " + token);
    HttpResponse<String> nobodys =
        ask("/api/v1/runs/00000000-0000-0000-0000-000000000000", "Bearer " + token);
    assertThat(hers.statusCode()).isEqualTo(404);
    assertThat(hers.body().replace(other.id().toString(), ""))
        .isEqualTo(nobodys.body().replace("00000000-0000-0000-0000-000000000000", ""));
  }

  @Test
  void noOtherTokenCounts() throws Exception {
    String token = token();
    String[] parts = token.split("\\.", -1);
    String unsigned =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + parts[1]
            + ".";
    String altered = parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();

    for (String forged : new String[] {unsigned, altered, "x", "..", ""}) {
      assertThat(ask("/api/v1/runs", "Bearer " + forged).statusCode()).as(forged).isEqualTo(401);
    }
    assertThat(ask("/api/v1/runs", "Basic YW5uOng=").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/millrace/dashboard.css", "/millrace/chart.js", "/millrace/icon.svg"})
  void looksAreForWhoHasLoggedInAndForTheLoginToo(String path) throws Exception {
    assertThat(get(HERE + path).uri()).isEqualTo(URI.create(HERE + path));
    get(HERE + "/plan");
    logIn(Issuer.PASSWORD);

    HttpResponse<String> looks = get(HERE + path);

    assertThat(looks.uri()).isEqualTo(URI.create(HERE + path));
    assertThat(looks.statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html").build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(String path, String credentials)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(HERE + path))
            .header("Authorization", credentials)
            .build(),
        BodyHandlers.ofString());
  }

  /** Fills in the provider's form. */
  private HttpResponse<String> logIn(String password) throws IOException, InterruptedException {
    Matcher token =
        Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)")
            .matcher(get(issuer.address() + "/login").body());
    assertThat(token.find()).isTrue();
    return post(
        issuer.address() + "/login",
        Map.of("username", "ann", "password", password, "_csrf", token.group(1)));
  }

  private HttpResponse<String> post(String address, Map<String, String> form, String... headers)
      throws IOException, InterruptedException {
    String body =
        String.join(
            "&",
            form.entrySet().stream()
                .map(
                    it ->
                        it.getKey()
                            + "="
                            + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                .toList());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private String token() throws IOException, InterruptedException {
    String credentials =
        Base64.getEncoder()
            .encodeToString(
                (Issuer.CLIENT + ":" + URLEncoder.encode(Issuer.SECRET, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        post(
            issuer.address() + "/oauth2/token",
            Map.of("grant_type", "client_credentials", "scope", "runs"),
            "Authorization",
            "Basic " + credentials);
    assertThat(answer.statusCode()).as("%s", answer.headers().map() + answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).path("access_token").asString("");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
