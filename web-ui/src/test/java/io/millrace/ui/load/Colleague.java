package io.millrace.ui.load;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody who is logged in, as the server sees them: what their browser asks of it, without the
 * browser. Each is at an address of their own, as colleagues are.
 */
final class Colleague implements AutoCloseable {
  static final String PASSWORD = "a long password";
  private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)");
  private static final int OK = 200;

  private final String server;
  private final String name;
  private final HttpClient client;

  /** Has no session: what asks with a password is a program, and no page. */
  private final HttpClient program;

  private JsonNode page = JsonMapper.shared().createObjectNode();
  private int sent;
  private int seen;

  Colleague(String server, String name, InetAddress from) {
    this.server = server;
    this.name = name;
    this.client =
        HttpClient.newBuilder().cookieHandler(new CookieManager()).localAddress(from).build();
    this.program = HttpClient.newBuilder().localAddress(from).build();
  }

  void logIn() throws IOException, InterruptedException {
    Matcher token = FORM_TOKEN.matcher(get("login"));
    if (!token.find()) {
      throw new IOException("the login has no token");
    }
    String form =
        "username=%s&password=%s&_csrf=%s"
            .formatted(name, URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8), token.group(1));
    HttpResponse<String> answer =
        client.send(
            request("login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    if (answer.headers().firstValue("Location").orElse("login").contains("login")) {
      throw new IOException("the login of " + name + " was refused");
    }
  }

  /** Opens a page by its address: the document, then what it shows. Tells what came. */
  String open(String route, String query) throws IOException, InterruptedException {
    get(route + (query.isEmpty() ? "" : "?" + query));
    String what =
        get(
            "?v-r=init&location=%s&query=%s"
                .formatted(
                    URLEncoder.encode(route, StandardCharsets.UTF_8),
                    URLEncoder.encode(query, StandardCharsets.UTF_8)));
    page = JsonMapper.shared().readTree(what).path("appConfig");
    sent = 0;
    seen = page.path("uidl").path("syncId").asInt();
    return go(route, query);
  }

  /** Goes from the open page to another one by a link of it. Tells what came. */
  String go(String route, String query) throws IOException, InterruptedException {
    ObjectNode event =
        JsonMapper.shared()
            .createObjectNode()
            .put("type", "event")
            .put("node", 1)
            .put("event", "ui-navigate");
    event
        .putObject("data")
        .put("route", route)
        .put("query", query)
        .put("appShellTitle", "")
        .put("trigger", "")
        .putObject("historyState")
        .put("idx", 0);
    ObjectNode message = message();
    message.putArray("rpc").add(event);
    String answer = tell(message);
    seen = JsonMapper.shared().readTree(answer).path("syncId").asInt();
    return answer;
  }

  /** Closes the page, as a browser tells it. */
  void leave() throws IOException, InterruptedException {
    ObjectNode message = message().put("UNLOAD", true);
    message.putArray("rpc");
    tell(message);
  }

  private ObjectNode message() {
    return JsonMapper.shared()
        .createObjectNode()
        .put("csrfToken", page.path("uidl").path("Vaadin-Security-Key").asString(""))
        .put("syncId", seen)
        .put("clientId", sent++);
  }

  private String tell(ObjectNode message) throws IOException, InterruptedException {
    return text(
        client.send(
            request("?v-r=uidl&v-uiId=" + page.path("v-uiId").asInt())
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofString(message.toString()))
                .build(),
            BodyHandlers.ofString()));
  }

  /** Asks for a plan and waits until it is there. */
  CompletableFuture<HttpResponse<String>> plan(String scenario) {
    String question =
        JsonMapper.shared()
            .createObjectNode()
            .put("kind", "planning")
            .put("scenario", scenario)
            .toString();
    return program.sendAsync(
        known("api/v1/runs")
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=60")
            .POST(BodyPublishers.ofString(question))
            .build(),
        BodyHandlers.ofString());
  }

  /** A run of theirs; the server says nothing of those of others. */
  JsonNode run(String address) throws IOException, InterruptedException {
    return JsonMapper.shared()
        .readTree(text(program.send(known(address.substring(1)).build(), BodyHandlers.ofString())));
  }

  private HttpRequest.Builder known(String path) {
    byte[] credentials = (name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return request(path)
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  private String get(String path) throws IOException, InterruptedException {
    return text(client.send(request(path).build(), BodyHandlers.ofString()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path));
  }

  private static String text(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != OK) {
      throw new IOException(answer.statusCode() + " of " + answer.uri() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    client.close();
    program.close();
  }
}
