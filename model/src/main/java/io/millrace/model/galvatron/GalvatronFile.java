package io.millrace.model.galvatron;

import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.launch.LaunchDescription;
import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the JSON that Hetu-Galvatron's search writes. It has a strategy for each layer; Millrace's
 * plans have one for all of them, so files that mix strategies are refused.
 */
public final class GalvatronFile {
  private static final List<String> KEYS =
      List.of(
          "pp_deg",
          "tp_sizes_enc",
          "tp_consecutive_flags",
          "cp_sizes_enc",
          "dp_types_enc",
          "default_dp_type",
          "use_sp",
          "checkpoint",
          "global_bsz",
          "chunks",
          "pp_division",
          "pipeline_type",
          "vtp",
          "vsp",
          "vcp",
          "embed_sdp",
          "ep_sizes_enc",
          "tp_of_ep_sizes_enc");

  private static final Map<String, Sharding> SHARDINGS =
      Map.of("ddp", Sharding.NONE, "zero2", Sharding.ZERO2, "zero3", Sharding.ZERO3);

  private static final Map<String, ScheduleKind> SCHEDULES =
      Map.of(
          "gpipe", ScheduleKind.GPIPE,
          "pipedream_flush", ScheduleKind.ONE_FORWARD_ONE_BACKWARD);

  private final Fields fields;
  private final Issues issues;
  private final List<String> notes = new ArrayList<>();
  private final ObjectNode plan = JsonNodeFactory.instance.objectNode();

  private GalvatronFile(Fields fields, Issues issues) {
    this.fields = fields;
    this.issues = issues;
  }

  /** Reads a file's tree. */
  public static Parsed<LaunchDescription> read(Document document) {
    Issues issues = new Issues();
    return new GalvatronFile(Fields.of(document, issues), issues).read();
  }

  private Parsed<LaunchDescription> read() {
    KEYS.forEach(fields::has);
    int pipeline = fields.integer("pp_deg", 1);
    int sliced = uniform("tp_sizes_enc").orElse(1);
    int context = uniform("cp_sizes_enc").orElse(1);
    int expert = uniform("ep_sizes_enc").orElse(1);
    boolean ulysses = uniform("use_sp").orElse(0) == 1;
    plan.put("tensor", ulysses ? 1 : sliced);
    plan.put("pipeline", pipeline);
    plan.put("context", ulysses ? sliced * context : context);
    plan.put("expert", expert);
    if (ulysses ? sliced * context > 1 : context > 1) {
      ContextExchange exchange = ulysses ? ContextExchange.ULYSSES : ContextExchange.RING;
      plan.put("contextExchange", exchange.key());
    }
    if (ulysses && sliced > 1) {
      notes.add("use_sp: Ulysses in the place of tensor parallelism, context parallelism here.");
    }
    if (!ulysses && sliced > 1) {
      notes.add("Whether tensor-parallel ranks share the sequence is an option of the program.");
    }
    List<Integer> checkpoint = list("checkpoint");
    List<Integer> stages = stages(pipeline, checkpoint.size());
    plan.put("virtualStages", 1);
    choice("pipeline_type", SCHEDULES).ifPresent(schedule -> plan.put("schedule", schedule.key()));
    stages.forEach(plan.putArray("stageLayers")::add);
    recompute(checkpoint, stages);
    sharding();
    vocabulary(sliced);
    OptionalInt chunks = fields.optionalInteger("chunks", 1);
    ObjectNode workload = JsonNodeFactory.instance.objectNode();
    workload.put("globalBatch", fields.integer("global_bsz", 1));
    leftOver();
    return issues.result(
        () ->
            new LaunchDescription(
                FrameworkCatalogue.GENERIC,
                Optional.empty(),
                workload,
                plan,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.of(chunks.orElse(1)),
                1,
                notes));
  }

  /** The entries of a list, which the file has as a text or as a list. */
  private List<Integer> list(String key) {
    if (fields.hasList(key)) {
      return fields.integers(key);
    }
    String text = fields.text(key, "").strip();
    if (text.isEmpty()) {
      return List.of();
    }
    if (!text.matches("\\d{1,6}(\\s*,\\s*\\d{1,6})*")) {
      fields.issue(key, "'" + text + "' is no list of numbers", "write it like \"1,1,1\"");
      return List.of();
    }
    return Arrays.stream(text.split("\\s*,\\s*", -1)).map(Integer::valueOf).toList();
  }

  /** What all layers have alike, if the key is there. */
  private Optional<Integer> uniform(String key) {
    Set<Integer> distinct = new LinkedHashSet<>(list(key));
    if (distinct.size() > 1) {
      fields.issue(
          key,
          "layers have " + distinct + ", but a plan of Millrace has one strategy for all layers",
          "");
    }
    return distinct.stream().findFirst();
  }

  private <T> Optional<T> choice(String key, Map<String, T> values) {
    Optional<String> text = fields.optionalText(key);
    if (text.isPresent() && !values.containsKey(text.get())) {
      List<String> known = values.keySet().stream().sorted().toList();
      fields.issue(key, "'" + text.get() + "' is not known", NearestWord.hint(text.get(), known));
    }
    return text.map(values::get);
  }

  private List<Integer> stages(int pipeline, int layers) {
    List<Integer> division = list("pp_division");
    if (!division.isEmpty() && division.size() != pipeline) {
      fields.issue(
          "pp_division", "has %d stages, pp_deg is %d".formatted(division.size(), pipeline), "");
    }
    int listed = division.stream().mapToInt(Integer::intValue).sum();
    if (!division.isEmpty() && layers > 0 && listed != layers) {
      fields.issue(
          "pp_division", "adds up to %d, checkpoint has %d layers".formatted(listed, layers), "");
    }
    return division.size() == pipeline ? division : List.of();
  }

  /** All layers, none, or the first ones of each stage. */
  private void recompute(List<Integer> checkpoint, List<Integer> stages) {
    boolean any = checkpoint.contains(1);
    plan.put("recompute", (any ? Recompute.FULL : Recompute.NONE).key());
    if (!any) {
      return;
    }
    if (!checkpoint.contains(0)) {
      plan.put("recomputeMethod", RecomputeSpan.Method.UNIFORM.key());
      plan.put("recomputeLayers", 1);
      return;
    }
    int first = 0;
    int next = 0;
    for (int layers : stages) {
      List<Integer> flags =
          checkpoint.subList(Math.min(next, checkpoint.size()), checkpoint.size());
      int leading = (int) flags.stream().limit(layers).takeWhile(it -> it == 1).count();
      first = Math.max(first, leading);
      next += layers;
    }
    if (!checkpoint.equals(leading(first, stages))) {
      fields.issue(
          "checkpoint",
          "is set for some layers that are not the first of each stage",
          "a plan of Millrace recomputes all layers, none, or the first ones of each stage");
      return;
    }
    plan.put("recomputeMethod", RecomputeSpan.Method.BLOCK.key());
    plan.put("recomputeLayers", first);
  }

  private static List<Integer> leading(int first, List<Integer> stages) {
    List<Integer> flags = new ArrayList<>();
    for (int layers : stages) {
      int set = Math.min(first, layers);
      flags.addAll(Collections.nCopies(set, 1));
      flags.addAll(Collections.nCopies(layers - set, 0));
    }
    return flags;
  }

  private void sharding() {
    Sharding usual = choice("default_dp_type", SHARDINGS).orElse(Sharding.NONE);
    boolean all = uniform("dp_types_enc").orElse(0) == 1;
    plan.put("sharding", (all ? Sharding.ZERO3 : usual).key());
  }

  private void vocabulary(int sliced) {
    int ranks = fields.integer("vtp", 1, sliced);
    if (ranks != sliced) {
      notes.add(
          "vtp %d: Millrace slices the vocabulary as the layers, %d.".formatted(ranks, sliced));
    }
  }

  private void leftOver() {
    for (String key : fields.keys()) {
      if (KEYS.contains(key)) {
        continue;
      }
      Optional<String> meant = NearestWord.slip(key, KEYS);
      if (meant.isPresent()) {
        fields.issue(key, "is no key of Galvatron", "Maybe '" + meant.get() + "'?");
      } else {
        notes.add("Not understood: " + key);
      }
    }
  }
}
