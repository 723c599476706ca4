package io.millrace.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of questions, on a database in a file. */
class RunCentreTest {
  private static final RunCentre.Limits ONE = new RunCentre.Limits(1, 2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private RunStore store;
  private RunCentre centre;

  @BeforeEach
  void openAStore() {
    store = new RunStore(Databases.h2(folder));
  }

  @AfterEach
  void close() {
    if (centre != null) {
      centre.close();
    }
  }

  private RunCentre open(RunWork work) {
    centre =
        new RunCentre(
            store,
            Map.of(RunKind.PLANNING, work, RunKind.SIMULATION, work),
            ONE,
            Clock.systemUTC());
    return centre;
  }

  private Run ask(String owner) {
    return centre.submit(owner, RunKind.PLANNING, "title", "question");
  }

  private Run ended(Run run) throws InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(until)) {
      Run now = centre.find(run.owner(), run.id()).orElseThrow();
      if (now.state().isFinal()) {
        return now;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("it does not end");
  }

  @Test
  void keepsTheAnswerWithWhatItWasAsked() throws InterruptedException {
    open((question, watch) -> "answer to " + question);

    Run run = ended(ask("ann"));

    assertThat(run.state()).isEqualTo(RunState.DONE);
    assertThat(run.answer()).contains("answer to question");
    assertThat(run.started()).isPresent();
    assertThat(run.tool()).startsWith("millrace ");
    assertThat(store.find("ann", run.id())).contains(run);
  }

  @Test
  void saysWhyAQuestionHasNoAnswer() throws InterruptedException {
    open(
        (question, watch) -> {
          throw new InvalidInputException(
              List.of(new Issue("model", "is missing", ""), new Issue("cluster", "is odd", "")));
        });

    Run run = ended(ask("ann"));

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.note()).contains("model", "is missing", "cluster", "is odd");
  }

  @Test
  void aMistakeCostsOneRunOnly() throws InterruptedException {
    open(
        (question, watch) -> {
          throw new IllegalStateException("oh");
        });

    assertThat(ended(ask("ann")).note()).contains("a mistake of Millrace", "oh");
    assertThat(ended(ask("ann")).state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void cancelsWhatIsAtWorkAndKeepsWhatItHas() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    open(
        (question, watch) -> {
          begun.countDown();
          while (!watch.cancelled()) {
            Thread.onSpinWait();
          }
          return "best so far";
        });
    Run run = ask("ann");
    assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    centre.cancel("bob", run.id());
    assertThat(centre.find("ann", run.id()).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    centre.cancel("ann", run.id());

    assertThat(ended(run).state()).isEqualTo(RunState.CANCELLED);
    assertThat(ended(run).answer()).contains("best so far");
  }

  @Test
  void whoIsCancelledInTheQueueLeavesItAtOnce() {
    CountDownLatch go = new CountDownLatch(1);
    open(
        (question, watch) -> {
          await(go);
          return "";
        });
    ask("ann");
    Run waiting = ask("ann");
    ask("bob");
    assertThatThrownBy(() -> ask("bob")).isInstanceOf(FullQueueException.class);

    centre.cancel("ann", waiting.id());

    assertThat(store.find("ann", waiting.id()).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
    assertThat(ask("bob").state()).isEqualTo(RunState.QUEUED);
    go.countDown();
  }

  @Test
  void aSearchTellsItsFiguresAsLongAsItIsAtWork() throws InterruptedException {
    SearchProgress far =
        new SearchProgress(
            "time", 10, 5, 3, 1, Optional.empty(), OptionalDouble.empty(), List.of());
    List<Run> heard = new CopyOnWriteArrayList<>();
    open(
        (question, watch) -> {
          watch.progress(far);
          return "answer";
        });
    centre.listen(heard::add);

    Run end = ended(ask("ann"));

    assertThat(heard).anySatisfy(it -> assertThat(it.search()).contains(far));
    assertThat(heard).anySatisfy(it -> assertThat(it.note()).isEqualTo("5 of 10 plans decided"));
    assertThat(end.search()).isEmpty();
  }

  @Test
  void aSearchThatHasNotCountedItsPlansSaysSo() {
    SearchProgress early =
        new SearchProgress("time", 0, 0, 0, 0, Optional.empty(), OptionalDouble.empty(), List.of());

    assertThat(early.note()).isEqualTo("preparing the search");
  }

  @Test
  void keepsAnAnswerThatIsKnownAlready() {
    open((question, watch) -> "another");

    Run run = centre.keep("ann", RunKind.PLANNING, "title", "question", "answer");

    assertThat(run.state()).isEqualTo(RunState.DONE);
    assertThat(store.find("ann", run.id())).contains(run);
  }

  @Test
  void questionsWaitForTheirTurnAndNoMoreThanMay() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    open(
        (question, watch) -> {
          await(go);
          return "";
        });
    Run first = ask("ann");
    Run second = ask("ann");
    Run third = ask("bob");

    assertThatThrownBy(() -> ask("bob")).isInstanceOf(FullQueueException.class);
    assertThat(centre.find("bob", third.id()).orElseThrow().state()).isEqualTo(RunState.QUEUED);
    centre.cancel("ann", second.id());
    go.countDown();

    assertThat(ended(first).state()).isEqualTo(RunState.DONE);
    assertThat(ended(second).state()).isEqualTo(RunState.CANCELLED);
    assertThat(ended(second).started()).isEmpty();
    assertThat(ended(third).state()).isEqualTo(RunState.DONE);
  }

  @Test
  void nobodyFindsWhatOthersAsked() throws InterruptedException {
    open((question, watch) -> "secret");
    Run run = ended(ask("ann"));

    assertThat(centre.find("bob", run.id())).isEmpty();
    assertThat(centre.of("bob", 10)).isEmpty();
    assertThat(centre.again("bob", run.id())).isEmpty();
    assertThat(centre.remove("bob", run.id())).isFalse();
    assertThat(centre.find("ann", UUID.randomUUID())).isEmpty();
    assertThat(centre.remove("ann", run.id())).isTrue();
    assertThat(centre.find("ann", run.id())).isEmpty();
  }

  @Test
  void whatAServerLeftIsInterruptedAndCanBeAskedAgain() throws InterruptedException {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Run left = Run.asked(UUID.randomUUID(), "ann", RunKind.PLANNING, "t", "q", "old", now);
    store.add(left);
    store.update(left.begun(now));

    open((question, watch) -> "answer");

    assertThat(centre.find("ann", left.id()).orElseThrow().state()).isEqualTo(RunState.INTERRUPTED);
    Run again = centre.again("ann", left.id()).orElseThrow();
    assertThat(ended(again).answer()).contains("answer");
  }

  @Test
  void tellsHowFarItIs() throws InterruptedException {
    List<String> heard = new CopyOnWriteArrayList<>();
    open(
        (question, watch) -> {
          watch.progress(0.5, "half");
          return "";
        });
    Runnable end = centre.listen(it -> heard.add(it.state().key() + " " + it.note()));

    ended(ask("ann"));
    end.run();
    ended(ask("ann"));

    assertThat(heard).startsWith("queued ", "running ", "running half");
    assertThat(heard).filteredOn(it -> it.equals("queued ")).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
