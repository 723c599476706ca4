package io.millrace.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A trace as a viewer reads it. */
record TraceFile(
    Map<Integer, String> processNames,
    Map<Integer, String> threadNames,
    Map<Integer, List<TraceFile.Event>> threads,
    Map<Integer, List<Double>> countersByProcess,
    List<TraceFile.Flow> arrows,
    JsonNode metadata) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Something that takes time, in nanoseconds. */
  record Event(String name, long start, long end) {
    boolean contains(Event other) {
      return start <= other.start && other.end <= end;
    }
  }

  /** An arrow, in nanoseconds. */
  record Flow(int fromProcess, long from, int toProcess, long to) {}

  static TraceFile parse(String text) {
    JsonNode root = JSON.readTree(text);
    TraceFile trace =
        new TraceFile(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(),
            root.get("otherData"));
    Map<Integer, JsonNode> open = new LinkedHashMap<>();
    for (JsonNode event : root.get("traceEvents")) {
      trace.add(event, open);
    }
    assertThat(open).as("arrows without an end").isEmpty();
    return trace;
  }

  private void add(JsonNode event, Map<Integer, JsonNode> open) {
    int process = event.get("pid").asInt();
    switch (event.get("ph").asString()) {
      case "M" -> {
        String name = event.get("args").path("name").asString("");
        if (event.get("name").asString().equals("process_name")) {
          processNames.put(process, name);
        } else if (event.get("name").asString().equals("thread_name")) {
          threadNames.put(event.get("tid").asInt(), name);
        }
      }
      case "X" -> {
        long start = nanoseconds(event.get("ts"));
        threads
            .computeIfAbsent(event.get("tid").asInt(), thread -> new ArrayList<>())
            .add(
                new Event(
                    event.get("name").asString(), start, start + nanoseconds(event.get("dur"))));
      }
      case "C" ->
          countersByProcess
              .computeIfAbsent(process, stage -> new ArrayList<>())
              .add(event.get("args").get("GiB").asDouble());
      case "s" -> open.put(event.get("id").asInt(), event);
      case "f" -> {
        JsonNode from = open.remove(event.get("id").asInt());
        arrows.add(
            new Flow(
                from.get("pid").asInt(),
                nanoseconds(from.get("ts")),
                process,
                nanoseconds(event.get("ts"))));
      }
      default -> throw new AssertionError("unknown phase: " + event);
    }
  }

  private static long nanoseconds(JsonNode microseconds) {
    return new BigDecimal(microseconds.asString()).movePointRight(3).longValueExact();
  }

  List<Event> thread(String process, String name) {
    return threads.entrySet().stream()
        .filter(thread -> threadNames.getOrDefault(thread.getKey(), "").equals(name))
        .filter(thread -> processNames.getOrDefault(thread.getKey() / 100, "").equals(process))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  List<Double> counters(String process) {
    return countersByProcess.entrySet().stream()
        .filter(counter -> processNames.getOrDefault(counter.getKey(), "").equals(process))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  Object otherData(String key) {
    JsonNode value = metadata.get(key);
    return value.isNumber() ? (Object) value.asInt() : value.asString();
  }

  long endNanoseconds() {
    return threads.values().stream()
        .flatMap(List::stream)
        .mapToLong(Event::end)
        .max()
        .orElseThrow();
  }

  static Event named(List<Event> events, String name) {
    return events.stream().filter(event -> event.name().equals(name)).findFirst().orElseThrow();
  }

  /** Pairs of events that overlap although neither contains the other. */
  static List<String> crossings(List<Event> events) {
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparingLong(Event::start)
            .thenComparing(Comparator.comparingLong(Event::end).reversed()));
    List<String> crossings = new ArrayList<>();
    Deque<Event> around = new ArrayDeque<>();
    for (Event event : sorted) {
      while (!around.isEmpty() && around.peek().end() <= event.start()) {
        around.pop();
      }
      if (!around.isEmpty() && !around.peek().contains(event)) {
        crossings.add(around.peek() + " and " + event);
      }
      around.push(event);
    }
    return crossings;
  }
}
