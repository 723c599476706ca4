package io.millrace.ui.export;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import io.millrace.ui.runs.ScenarioTexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportDialogTest {
  private static final String SCENARIO =
      """
      version: 1
      name: small
      model: llama-3.1-8b
      cluster: {node: dgx-h100, devices: 8}
      workload:
        {type: training, framework: megatron-core-2024, globalBatch: 64, sequence: 4096, precision: bf16}
      """;
  private static final String PLANNED =
      SCENARIO + "plan: {data: 4, tensor: 2, microBatch: 1, schedule: 1f1b}\n";

  @BeforeEach
  void start() {
    MockVaadin.setup();
  }

  @AfterEach
  void end() {
    MockVaadin.tearDown();
  }

  private void open(String scenario) {
    new ExportDialog("plan", scenario).open();
  }

  /** Chooses a launcher, or a file of the launcher that is open. */
  private static void choose(int level, String label) {
    Tabs tabs = _find(Tabs.class).get(level);
    tabs.setSelectedTab(
        _find(tabs, Tab.class).stream()
            .filter(it -> it.getElement().getTextRecursively().startsWith(label))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void everyFileOfALauncherCanBeRead() {
    open(PLANNED);
    choose(0, "megatron-lm");
    choose(1, "launch.sh");

    assertThat(_get(Pre.class).getText()).contains("torchrun");
    assertThat(_find(Anchor.class).stream().map(Anchor::getText))
        .contains("ZIP of these files", "ZIP of all launchers", "plan.json");

    choose(1, "README.md");

    assertThat(_get(Pre.class).getText()).startsWith("#");
  }

  @Test
  void aLauncherThatCannotRunThePlanSaysWhyAndGivesNoFiles() {
    open(PLANNED.replace("microBatch", "sequenceParallel: true, microBatch"));
    choose(0, "accelerate");

    assertThat(_get(H3.class, spec -> spec.withText("It cannot run this plan")).isVisible())
        .isTrue();
    assertThat(_find(ListItem.class)).isNotEmpty();
    assertThat(_find(Pre.class)).isEmpty();
  }

  @Test
  void aScenarioWithoutPlanIsAnIssue() {
    open(SCENARIO);

    assertThat(_get(ListItem.class).getElement().getTextRecursively()).contains("has no plan");
  }

  @Test
  void allFilesArePackedInAFolderForEachLauncherThatCanRunThePlan() {
    Export export = new ScenarioTexts().question(PLANNED).then(Export::of).orThrow();

    assertThat(export.archive().files().keySet())
        .contains("plan.json", "megatron-lm/launch.sh", "megatron-lm/README.md");
  }
}
