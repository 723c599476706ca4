package io.millrace.ui.detail.topology;

import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.quantity.Bytes;
import io.millrace.scenarios.text.Numbers;
import io.millrace.simulator.report.IterationProfile;
import io.millrace.simulator.report.LinkUse;
import io.millrace.simulator.report.StageProfile;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.figures.DataTable;
import java.util.List;

/** What a device of each stage sends over each class of links, and how long they are busy. */
final class LinkPanel extends PagePanel {

  LinkPanel(IterationProfile profile) {
    add(new H3("How busy links are"));
    if (profile.stages().stream().allMatch(it -> it.links().isEmpty())) {
      add(note("A single device sends nothing over links."));
      return;
    }
    DataTable table =
        new DataTable("Use of links by stage")
            .heads(List.of("Links", "Stage", "Sent by a device", "Busy", "Of the iteration"));
    for (StageProfile stage : profile.stages()) {
      for (LinkUse use : stage.links()) {
        table.row(List.of(new Span(use.links())), cells(profile, stage, use));
      }
    }
    add(
        table,
        note(
            "In one iteration. Bytes are counted as rings send them; busy is the time at the rate"
                + " that libraries reach."));
  }

  private static List<Span> cells(IterationProfile profile, StageProfile stage, LinkUse use) {
    double busy = use.busySeconds() / profile.seconds();
    Span share = new Span(Numbers.percent(busy));
    share.addClassName("busy");
    share.getStyle().set("--busy", String.valueOf(Math.round(100 * Math.clamp(busy, 0, 1))));
    return List.of(
        new Span(String.valueOf(stage.stage())),
        new Span(Bytes.of(use.bytes()).toString()),
        new Span(Numbers.with(use.busySeconds(), "s")),
        share);
  }
}
