package io.millrace.planner.export.megatron;

import io.millrace.planner.export.Gaps;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.megatron.Setting.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Collects what Megatron is to be told of a job, in the order in which it is written. */
final class Settings {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<Setting> all = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Gaps gaps;
  private Section section = Section.MODEL;

  private Settings(Gaps gaps) {
    this.gaps = gaps;
  }

  /** All settings of a job, and what they leave out. */
  static Settings of(LaunchJob job) {
    Gaps gaps = new Gaps(job.plan());
    Settings settings = new Settings(gaps);
    new ModelSettings(settings, gaps).add(job);
    new PlanSettings(settings, gaps, job).add();
    new PrecisionSettings(settings, gaps).add(job.scenario().workload().precision());
    gaps.uncompiled(job);
    return settings;
  }

  List<Setting> all() {
    return List.copyOf(all);
  }

  /** Whether an option is told. */
  boolean has(String option) {
    return all.stream().anyMatch(it -> it.option().filter(option::equals).isPresent());
  }

  /** The files that say them, with what they do not say and what to know of them. */
  LaunchFiles in(Map<String, String> files) {
    return LaunchFiles.of(files, gaps.close(), remarks);
  }

  /** Goes on with another section. */
  void section(Section next) {
    section = next;
  }

  /** An option with a number. */
  void put(String option, String key, long number) {
    add(option, List.of(Long.toString(number)), key, NODES.numberNode(number));
  }

  /** An option with a share. */
  void put(String option, String key, double share) {
    add(option, List.of(Double.toString(share)), key, NODES.numberNode(share));
  }

  /** An option with a text. */
  void put(String option, String key, String text) {
    add(option, List.of(text), key, NODES.stringNode(text));
  }

  /** A switch that is on; the key says the same or the opposite. */
  void on(String option, String key, boolean value) {
    add(option, List.of(), key, NODES.booleanNode(value));
  }

  /** A switch that is on; the key says it in a word of its own. */
  void on(String option, String key, JsonNode value) {
    add(option, List.of(), key, value);
  }

  /** An option with several words, a list in the tree. */
  void list(String option, String key, List<String> words) {
    var list = NODES.arrayNode();
    words.forEach(list::add);
    add(option, words, key, list);
  }

  /** An option that Bridge needs no key for. */
  void optionOnly(String option, String... values) {
    all.add(
        new Setting(
            section, Optional.of(option), List.of(values), Optional.empty(), Optional.empty()));
  }

  /** A key that Megatron-LM needs no option for. */
  void keyOnly(String key, JsonNode value) {
    all.add(
        new Setting(section, Optional.empty(), List.of(), Optional.of(key), Optional.of(value)));
  }

  /** Something to know. */
  void remark(String text) {
    remarks.add(text);
  }

  private void add(String option, List<String> values, String key, JsonNode value) {
    all.add(
        new Setting(section, Optional.of(option), values, Optional.of(key), Optional.of(value)));
  }
}
