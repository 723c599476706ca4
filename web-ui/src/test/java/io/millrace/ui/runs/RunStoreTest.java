package io.millrace.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
  void pagesGoOnAfterARunAlsoAmongThoseOfOneMomentAndWhenItIsGone(Kind kind) {
    RunStore store = open(kind);
    String owner = "pager of " + kind;
    store.add(asked("somebody else", NOON));
    for (int i = 0; i < 9; i++) {
      // Three at each moment: only their ids part them.
      store.add(asked(owner, NOON.plusSeconds(i / 3)));
    }
    List<Run> all = store.of(owner, 100);

    List<Run> paged = new ArrayList<>(store.of(owner, 2));
    while (paged.size() < all.size()) {
      RunPlace last = RunPlace.of(paged.getLast());
      store.remove(owner, paged.getLast().id());
      List<Run> page = store.after(owner, last, 2);
      assertThat(page).hasSizeBetween(1, 2);
      paged.addAll(page);
    }

    assertThat(all).hasSize(9);
    assertThat(paged).containsExactlyElementsOf(all);
    assertThat(store.after(owner, RunPlace.of(all.getLast()), 2)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aTextThatADatabaseWouldRefuseIsKeptWithoutItsWorstCharacters(Kind kind) {
    RunStore store = open(kind);
    String nasty = "a\0b\ud83dc\ude00d \ud83d\ude00";
    Run run = Run.asked(UUID.randomUUID(), "nasty", RunKind.SIMULATION, nasty, nasty, "tool", NOON);
    store.add(run);
    store.update(run.ended(RunState.FAILED, nasty, Optional.of(nasty), NOON));

    Run kept = store.find("nasty", run.id()).orElseThrow();
    String plain = "a\ufffdb\ufffdc\ufffdd \ud83d\ude00";
    assertThat(kept.state()).isEqualTo(RunState.FAILED);
    assertThat(List.of(kept.title(), kept.question(), kept.note(), kept.answer().orElseThrow()))
        .containsOnly(plain);
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
