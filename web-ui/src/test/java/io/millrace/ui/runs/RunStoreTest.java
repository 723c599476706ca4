package io.millrace.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept, by both kinds of database that the dashboard may have. */
class RunStoreTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;

  enum Kind {
    H2,
    POSTGRES
  }

  @BeforeAll
  static void startAServer() throws IOException {
    postgres = Databases.postgres();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static RunStore open(Kind kind) {
    return new RunStore(
        switch (kind) {
          case H2 -> Databases.h2(folder);
          case POSTGRES -> Databases.migrated(postgres.getPostgresDatabase());
        });
  }

  private static Run asked(String owner, Instant at) {
    return Run.asked(
        UUID.randomUUID(), owner, RunKind.SIMULATION, "title", "a: ü\n", "millrace 1", at);
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatWasKept(Kind kind) {
    RunStore store = open(kind);
    Run asked = asked("finder", NOON);
    store.add(asked);
    assertThat(store.find("finder", asked.id())).contains(asked);

    Run done =
        asked
            .begun(NOON.plusSeconds(1))
            .ended(RunState.DONE, "", Optional.of("x".repeat(2_000_000)), NOON.plusSeconds(2));
    store.update(done);

    assertThat(open(kind).find("finder", asked.id())).contains(done);
    assertThat(store.find("other", asked.id())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void listsTheLatestFirst(Kind kind) {
    RunStore store = open(kind);
    List<Run> runs =
        List.of(asked("lister", NOON), asked("lister", NOON.plusSeconds(2)), asked("x", NOON));
    runs.forEach(store::add);

    assertThat(store.of("lister", 10)).containsExactly(runs.get(1), runs.get(0));
    assertThat(store.of("lister", 1)).containsExactly(runs.get(1));
  }

  @ParameterizedTest
  @EnumSource
  void marksWhatWasNotFinished(Kind kind) {
    RunStore store = open(kind);
    Run waiting = asked("starter", NOON);
    Run done = asked("starter", NOON.plusSeconds(1));
    store.add(waiting);
    store.add(done);
    store.update(done.ended(RunState.DONE, "", Optional.of("answer"), NOON));

    assertThat(store.interrupt(NOON.plusSeconds(9))).isPositive();

    Run interrupted = store.find("starter", waiting.id()).orElseThrow();
    assertThat(interrupted.state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(interrupted.ended()).contains(NOON.plusSeconds(9));
    assertThat(store.find("starter", done.id()).orElseThrow().state()).isEqualTo(RunState.DONE);
  }
}
