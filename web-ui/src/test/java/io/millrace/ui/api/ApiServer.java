package io.millrace.ui.api;

import io.millrace.ui.Application;
import io.millrace.ui.runs.CheckWork;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunStore;
import io.millrace.ui.runs.RunWork;
import io.millrace.ui.runs.SimulationWork;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server as it ships, except that a plan search takes until it is cancelled, that one run is at
 * work and two may wait, and that a header tells who asks.
 */
final class ApiServer implements AutoCloseable {
  static final String VISITOR = "Test-Visitor";

  /** A scenario that is computed at once. */
  static final String SCENARIO =
      """
      version: 1
      name: Small
      cluster: {node: dgx-h100, devices: 8}
      model: llama-3.1-8b
      workload: {type: training, globalBatch: 8, sequence: 1024, precision: bf16}
      plan: {label: d1t8p1}
      """;

  private final ConfigurableApplicationContext server;
  private final HttpClient client = HttpClient.newHttpClient();

  ApiServer(Path folder) {
    SpringApplication application = new SpringApplication(Application.class);
    application.addInitializers(context -> replaceWork((GenericApplicationContext) context));
    server = application.run("--server.port=0", "--millrace.folder=" + folder.toAbsolutePath());
    // The worked example would search without an end, and nothing else have its turn.
    VisitorRuns local = new VisitorRuns(server.getBean(RunCentre.class), Visitor.LOCAL.owner());
    local.all().forEach(run -> local.cancel(run.id()));
  }

  private static void replaceWork(GenericApplicationContext context) {
    context.registerBean(
        "slowSearches",
        RunCentre.class,
        () ->
            new RunCentre(
                new RunStore(context.getBean(JdbcClient.class)),
                Map.of(
                    RunKind.SIMULATION,
                    new SimulationWork(),
                    RunKind.PLANNING,
                    endlessSearch(),
                    RunKind.CHECK,
                    new CheckWork()),
                new RunCentre.Limits(1, 2),
                Clock.systemUTC()),
        bean -> bean.setPrimary(true));
    context.registerBean(
        "visitorOfHeader", Visitor.class, () -> ApiServer::visitor, bean -> bean.setPrimary(true));
  }

  private static RunWork endlessSearch() {
    return (question, watch) -> {
      watch.progress(0.5, "best so far: none");
      while (!watch.cancelled()) {
        Thread.onSpinWait();
      }
      return "{}\n";
    };
  }

  private static String visitor() {
    return RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes now
        ? Optional.ofNullable(now.getRequest().getHeader(VISITOR)).orElse("ann")
        : "nobody";
  }

  <T> T bean(String name, Class<T> type) {
    return server.getBean(name, type);
  }

  int port() {
    return Integer.parseInt(server.getEnvironment().getRequiredProperty("local.server.port"));
  }

  HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).method(method, BodyPublishers.noBody()));
  }

  HttpResponse<String> post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .setHeader("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder request(String path, String... headers) {
    URI address = URI.create("http://127.0.0.1:" + port() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Sends what no client would, and reads all of the answer. */
  String sendRaw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static String asking(String kind, String title, String scenario) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("kind", kind)
        .put("title", title)
        .put("scenario", scenario)
        .toString();
  }

  static String validating(String scenario) {
    return JsonMapper.shared().createObjectNode().put("scenario", scenario).toString();
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
