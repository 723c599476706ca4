package io.millrace.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.runs.PlanningWork;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunCentres;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.RunWork;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WorkedExampleTest {
  private static final Path KEPT =
      Path.of("src/main/resources/io/millrace/ui/plan/worked-example.json");

  /** With this property the answer that ships is written anew instead of checked. */
  private static final String RENEW = "millrace.renew";

  @TempDir Path folder;

  @Test
  void theAnswerThatShipsIsWhatASearchFinds() throws IOException {
    String found =
        new PlanningWork(Runtime.getRuntime().availableProcessors())
            .answer(WorkedExample.text(), new Patient());
    if (Boolean.getBoolean(RENEW)) {
      Files.writeString(KEPT, found);
      return;
    }

    assertThat(lasting(WorkedExample.answer()))
        .as("the answer that ships is of an older release: renew it with -D%s=true", RENEW)
        .isEqualTo(lasting(found));
  }

  @Test
  void isThereAtOnceInAFreshFolder() {
    RunWork nobody =
        (question, watch) -> {
          throw new AssertionError("nobody should have to wait for a search");
        };
    try (RunCentre centre = RunCentres.open(folder, nobody)) {
      assertThat(WorkedExample.of(new VisitorRuns(centre, Visitor.LOCAL.owner())))
          .satisfies(run -> assertThat(run.state()).isEqualTo(RunState.DONE))
          .satisfies(run -> assertThat(run.answer()).contains(WorkedExample.answer()));
    }
  }

  /** Without what differs from run to run, or from release to release. */
  private static ObjectNode lasting(String answer) {
    ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(answer);
    return tree.remove(List.of("elapsed", "tool"));
  }

  private static final class Patient implements RunWork.Watch {
    @Override
    public void progress(double share, String note) {}

    @Override
    public boolean cancelled() {
      return false;
    }
  }
}
