package io.millrace.planner.export.posttraining.verl;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.posttraining.Overrides;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What verl's overrides say of the workload otherwise than a scenario, whose plan they give. They
 * count prompts, each with {@code rollout.n} responses, where scenarios count responses; what they
 * leave out is no disagreement.
 */
final class VerlNotes {
  private static final String RESPONSES = "actor_rollout_ref.rollout.n";

  /** Unread keys that a note names. */
  private static final int NAMED = 3;

  private final Overrides overrides;
  private final PostTrainingScenario question;
  private final List<String> notes = new ArrayList<>();

  /** Of overrides from which the importer has read what it needs. */
  VerlNotes(Overrides overrides, PostTrainingScenario question) {
    this.overrides = overrides;
    this.question = question;
  }

  /** The notes, in sentences. */
  List<String> of(PostTrainingPlan plan) {
    nodes();
    int updated = question.workload().trainBatch();
    responses("data.train_batch_size", "an iteration", question.workload().rollouts());
    responses("actor_rollout_ref.actor.ppo_mini_batch_size", "an update", updated);
    OptionalInt each = overrides.number(RESPONSES);
    if (each.isPresent() && each.getAsInt() != question.workload().group()) {
      notes.add(
          "%s is %d in the file, workload.responsesPerPrompt %d in the scenario"
              .formatted(RESPONSES, each.getAsInt(), question.workload().group()));
    }
    Optional<LaunchFiles> written = written(plan);
    Overrides ours = Overrides.parse(text(written, VerlExporter.LIST));
    Stream.of("algorithm.", "data.max_")
        .flatMap(section -> ours.keys(section).stream())
        .forEach(key -> compare(key, ours));
    unread(ours, Overrides.parse(text(written, LaunchFiles.SCRIPT)));
    return List.copyOf(notes);
  }

  /** What would be written of the plan, if the launcher can run it. */
  private Optional<LaunchFiles> written(PostTrainingPlan plan) {
    PostTrainingLauncher verl = Launchers.find(VerlExporter.KEY).orElseThrow();
    if (!verl.refusals(plan, question).isEmpty()) {
      return Optional.empty();
    }
    return verl.arrangement(plan, question)
        .map(it -> new VerlExporter().export(PostTrainingLaunchJob.of(question, plan), it));
  }

  private static String text(Optional<LaunchFiles> written, String file) {
    return written.map(it -> it.files().getOrDefault(file, "")).orElse("");
  }

  private void nodes() {
    String key = "trainer.n_gpus_per_node";
    OptionalInt its = overrides.number(key);
    int ours = question.cluster().devicesPerNode();
    boolean whole = overrides.number("trainer.nnodes").orElse(1) > 1;
    if (its.isPresent() && (its.getAsInt() > ours || (whole && its.getAsInt() != ours))) {
      notes.add(
          "%s is %d in the file, cluster.devicesPerNode %d in the scenario"
              .formatted(key, its.getAsInt(), ours));
    }
  }

  private void responses(String key, String of, int ours) {
    OptionalInt prompts = overrides.number(key);
    int each = overrides.number(RESPONSES).orElse(1);
    if (prompts.isPresent() && (long) prompts.getAsInt() * each != ours) {
      notes.add(
          "%s has %d responses in the file (%s %d x %s %d), %d in the scenario"
              .formatted(
                  of,
                  (long) prompts.getAsInt() * each,
                  key,
                  prompts.getAsInt(),
                  RESPONSES,
                  each,
                  ours));
    }
  }

  private void compare(String key, Overrides ours) {
    Optional<String> its = overrides.text(key);
    String wanted = ours.text(key).orElseThrow();
    if (its.isPresent() && !its.get().equalsIgnoreCase(wanted)) {
      notes.add("%s is %s in the file, %s for the scenario".formatted(key, its.get(), wanted));
    }
  }

  /** Counts keys that neither places nor what is written of a plan have a use for. */
  private void unread(Overrides list, Overrides script) {
    List<String> unread =
        overrides.unread().stream()
            .filter(it -> it.contains("."))
            .filter(it -> list.text(it).isEmpty() && script.text(it).isEmpty())
            .toList();
    if (!unread.isEmpty()) {
      notes.add(
          "overrides that were not understood: %d, %s%s"
              .formatted(
                  unread.size(),
                  String.join(", ", unread.subList(0, Math.min(NAMED, unread.size()))),
                  unread.size() > NAMED ? ", ..." : ""));
    }
  }
}
