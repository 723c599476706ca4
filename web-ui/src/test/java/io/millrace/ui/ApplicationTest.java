package io.millrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The server as it ships, asked over HTTP. */
class ApplicationTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static ConfigurableApplicationContext server;

  @BeforeAll
  static void startOnAFreePort() {
    server = Application.start("--server.port=0", "--millrace.folder=" + folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/plan", "/runs", "/scenarios", "/scenarios/megatron-1t-3072-a100"})
  void answersWithThePrecompiledBundle(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("VAADIN/build/indexhtml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lumo/lumo.css", "millrace/dashboard.css", Application.ICON})
  void servesWhatThePageRefersTo(String path) throws IOException, InterruptedException {
    assertThat(get("/").body()).contains(path);
    assertThat(get("/" + path).statusCode()).isEqualTo(200);
  }

  @Test
  void refersToNothingOnOtherServers() throws IOException, InterruptedException {
    assertThat(get("/").body()).doesNotContain("http://", "https://");
  }

  @Test
  void answersThisMachineOnlyByDefault() {
    assertThat(server.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
  }

  @Test
  void aSecondServerOnTheSameFolderSaysSoInTwoLines() throws IOException, InterruptedException {
    Process second =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "--server.port=0",
                "--millrace.folder=" + folder)
            .redirectErrorStream(true)
            .start();
    try (InputStream output = second.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(1);
      assertThat(said.lines().filter(line -> !line.startsWith("WARNING")))
          .containsExactly(
              "millrace: another dashboard uses the folder " + folder + " already",
              "    stop it, or give this one a folder of its own: --data DIR");
    } finally {
      second.destroy();
    }
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String port = server.getEnvironment().getRequiredProperty("local.server.port");
    URI address = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
  }
}
