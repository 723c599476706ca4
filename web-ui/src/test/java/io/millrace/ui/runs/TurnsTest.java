package io.millrace.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TurnsTest {
  private static final RunStore UNUSED = new RunStore(JdbcClient.create(new JdbcDataSource()));

  private final Turns turns = new Turns();

  @Test
  void whoAsksALotKeepsNobodyElseWaiting() {
    for (int i = 1; i <= 3; i++) {
      turns.add(run("ann", i));
    }
    turns.add(run("bob", 1));

    List<String> served = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      LiveRun run = turns.take().orElseThrow();
      served.add(run.now().owner() + run.now().title());
      turns.end(run);
    }

    assertThat(served).containsExactly("ann1", "bob1", "ann2", "ann3");
  }

  @Test
  void whoHasNothingAtWorkComesFirst() {
    turns.add(run("bob", 1));
    LiveRun earlier = turns.take().orElseThrow();
    turns.add(run("ann", 1));
    turns.take();
    turns.end(earlier);
    turns.add(run("ann", 2));
    turns.add(run("bob", 2));

    assertThat(turns.take().orElseThrow().now().owner()).isEqualTo("bob");
  }

  private static LiveRun run(String owner, int title) {
    Run run =
        Run.asked(
            UUID.randomUUID(),
            owner,
            RunKind.PLANNING,
            Integer.toString(title),
            "",
            "",
            Instant.EPOCH);
    return new LiveRun(run, UNUSED);
  }
}
