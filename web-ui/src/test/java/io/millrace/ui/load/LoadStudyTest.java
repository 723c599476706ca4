package io.millrace.ui.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.Application;
import io.millrace.ui.security.AddUser;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** How the dashboard bears colleagues who all plan at once; writes docs/dashboard-load.md. */
@Tag("slow")
class LoadStudyTest {
  private static final Path PAGE = Path.of("..", "docs", "dashboard-load.md");
  private static final int COLLEAGUES = 20;
  private static final Duration TIME =
      Duration.ofMinutes(Integer.getInteger("millrace.load.minutes", 30));
  private static final double WANTED_MILLIS = 500;

  /** How much more may be kept in the last third of the time than in the second. */
  private static final double STEADY = 1.3;

  /** Somebody reads what a page shows before they go on, so many seconds at least and at most. */
  private static final double SHORTEST_LOOK = 2;

  private static final double LONGEST_LOOK = 6;

  private static final Set<String> AT_WORK = Set.of("queued", "running");

  /** What a page says of the best plan. */
  private static final String ANSWER = "devices takes";

  private static final List<String> MODELS = List.of("llama-3.1-8b", "gpt-1.7b", "gpt-22b");

  private final Map<String, Queue<Double>> actions = new ConcurrentSkipListMap<>();
  private final List<Double> heap = new ArrayList<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder done = new LongAdder();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();

  @Test
  void colleaguesPlanAtOnce(@TempDir Path folder) throws Exception {
    Path users = folder.resolve("users");
    for (int it = 0; it < COLLEAGUES; it++) {
      AddUser.write(users, "user" + it, Colleague.PASSWORD);
    }
    try (ConfigurableApplicationContext server =
            SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--millrace.users=" + users,
                "--millrace.folder=" + folder.toAbsolutePath());
        ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      String address =
          "http://127.0.0.1:%s/"
              .formatted(server.getEnvironment().getRequiredProperty("local.server.port"));
      Instant end = Instant.now().plus(TIME);
      List<Future<?>> work = new ArrayList<>();
      for (int it = 0; it < COLLEAGUES; it++) {
        int number = it;
        work.add(all.submit(() -> works(address, number, end)));
      }
      while (Instant.now().isBefore(end)) {
        Thread.sleep(TIME.dividedBy(30));
        heap.add(used());
        for (Future<?> one : work) {
          if (one.isDone()) {
            one.get();
          }
        }
      }
      for (Future<?> one : work) {
        one.get();
      }
    }
    Files.writeString(PAGE, page());
    assertThat(lost).isEmpty();
    assertThat(done.sum()).isPositive();
    assertThat(quantile(everything(), 0.95)).isLessThanOrEqualTo(WANTED_MILLIS);
    assertThat(kept(2)).isLessThanOrEqualTo(STEADY * kept(1));
  }

  /** Plans, looks around as long as the search takes, looks at the answer, and so on. */
  private Void works(String address, int number, Instant end) throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(number);
    List<String> mine = new ArrayList<>();
    try (Colleague colleague =
        new Colleague(
            address,
            "user" + number,
            InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (number + 1)}))) {
      colleague.logIn();
      timed("open the first page", () -> colleague.open("", ""), "textarea");
      while (Instant.now().isBefore(end)) {
        CompletableFuture<HttpResponse<String>> search = colleague.plan(scenario(random));
        do {
          look(random);
          timed("runs", () -> colleague.go("runs", ""), "runs");
          look(random);
          timed("library", () -> colleague.go("scenarios", ""), "library");
        } while (!search.isDone());
        Optional<String> run = answered(search.get());
        if (run.isEmpty()) {
          refused.increment();
          continue;
        }
        String where = run.get();
        mine.add(where);
        while (search.get().statusCode() == 202 && AT_WORK.contains(state(colleague, where))) {
          look(random);
        }
        String id = where.substring(where.lastIndexOf('/') + 1);
        timed("answer with its plans", () -> colleague.go("plan/" + id, ""), ANSWER);
        look(random);
        timed(
            "compare two plans",
            () -> colleague.go("compare", "plan=%s:0&plan=%s:1".formatted(id, id)),
            "compare-view");
        look(random);
        timed("a plan in detail", () -> colleague.go("detail", "page=time"), "run-panel");
        look(random);
        colleague.leave();
        timed("open the answer by its link", () -> colleague.open("plan/" + id, ""), ANSWER);
      }
      for (String run : mine) {
        if (state(colleague, run).equals("done")) {
          done.increment();
        } else {
          lost.add(run);
        }
      }
    }
    return null;
  }

  private static String state(Colleague colleague, String run) throws Exception {
    return colleague.run(run).path("state").asString("");
  }

  /** Where the run is that was asked; none where there were too many. */
  private static Optional<String> answered(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 200, 202 -> answer.headers().firstValue("Location");
      case 429, 503 -> Optional.empty();
      default -> throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    };
  }

  private static String scenario(RandomGenerator random) {
    return """
        version: 1
        name: Ours
        cluster: {node: dgx-h100, devices: %d}
        model: %s
        workload: {type: training, globalBatch: %d, sequence: 2048, precision: bf16}
        """
        .formatted(
            8 << random.nextInt(2),
            MODELS.get(random.nextInt(MODELS.size())),
            8 << random.nextInt(4));
  }

  private static void look(RandomGenerator random) throws InterruptedException {
    Thread.sleep(Duration.ofMillis((long) (1000 * random.nextDouble(SHORTEST_LOOK, LONGEST_LOOK))));
  }

  /** Does something that has to bring a text. */
  private void timed(String name, Callable<String> action, String content) throws Exception {
    long start = System.nanoTime();
    String came = action.call();
    double millis = (System.nanoTime() - start) / 1e6;
    if (!came.contains(content) || came.contains("\"appError\"")) {
      throw new IllegalStateException(name + " brought " + came);
    }
    actions.computeIfAbsent(name, _ -> new ConcurrentLinkedQueue<>()).add(millis);
  }

  /** What is in use once garbage is gone, in mebibytes. */
  private static double used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20);
  }

  /** What is kept: searches take more as long as they are at work, and give it back. */
  private double kept(int third) {
    return heap.subList(third * heap.size() / 3, (third + 1) * heap.size() / 3).stream()
        .mapToDouble(it -> it)
        .min()
        .orElseThrow();
  }

  private List<Double> everything() {
    return actions.values().stream().flatMap(Queue::stream).toList();
  }

  private static double quantile(List<Double> of, double share) {
    List<Double> sorted = of.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
  }

  private static String row(String name, List<Double> millis) {
    return "| %s | %,d | %.0f ms | %.0f ms | %.0f ms |%n"
        .formatted(
            name,
            millis.size(),
            quantile(millis, 0.5),
            quantile(millis, 0.95),
            quantile(millis, 1));
  }

  private String page() {
    StringBuilder rows = new StringBuilder();
    actions.forEach((name, millis) -> rows.append(row(name, List.copyOf(millis))));
    rows.append(row("all", everything()));
    return """
        # How many the dashboard bears

        `./millrace test --slow` (`LoadStudyTest`) lets %d colleagues work at once for %d minutes, on the machine of the server. Each
        logs in, asks for plans of 8 or 16 devices, looks at other pages until the answer is there, then at the answer, and looks at
        each page for %.0f to %.0f s. They speak the protocol of the pages without a browser, so that the times are those of the server and do
        not include drawing. A page that does not bring its content ends the study. Wanted: 95 of 100 page actions within %.0f ms, no more
        than %.1f times the memory in the last third of the time that was kept in the second, and no run that is lost.

        On %d cores:

        | page action | times | median | 95 of 100 within | longest |
        | --- | --- | --- | --- | --- |
        %s
        Runs: %,d asked, %,d lost; %,d questions were refused because the queue was full, and asked later.

        Heap in use once garbage is gone, which was looked at 30 times: at least %.0f MiB in the second third of the time, at least %.0f MiB
        in the last, at most %.0f MiB, while searches were at work.
        """
        .formatted(
            COLLEAGUES,
            TIME.toMinutes(),
            SHORTEST_LOOK,
            LONGEST_LOOK,
            WANTED_MILLIS,
            STEADY,
            Runtime.getRuntime().availableProcessors(),
            rows,
            done.sum() + lost.size(),
            lost.size(),
            refused.sum(),
            kept(1),
            kept(2),
            heap.stream().mapToDouble(it -> it).max().orElseThrow());
  }
}
