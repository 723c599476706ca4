package io.millrace.ui.timeline;

import io.millrace.simulator.report.Span;
import io.millrace.ui.timeline.Lanes.Lane;
import io.millrace.ui.timeline.Lanes.LaneArrow;
import io.millrace.ui.timeline.Lanes.LaneSpan;
import io.millrace.ui.timeline.Lanes.MemoryLane;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lanes as one binary answer, little-endian: the length of a header, the header as JSON, zeros up
 * to a multiple of eight bytes, then the columns that the header lists, one after the other.
 *
 * <p>Columns of {@code f64} come before those of {@code u32}, so that each begins at a multiple of
 * its width. Times are picoseconds, in doubles, exact up to some two hours.
 */
final class TimelineColumns {
  private static final int WIDTH = 8;
  private static final int CRITICAL = 1 << 8;

  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final Map<List<Span>, Integer> byIdentity = new IdentityHashMap<>();
  private final Map<List<Span>, Integer> insides = new HashMap<>();
  private final List<List<Span>> patterns = new ArrayList<>();
  private final Map<String, DoubleColumn> doubles = new LinkedHashMap<>();
  private final Map<String, IntColumn> ints = new LinkedHashMap<>();
  private final ObjectNode header = JsonNodeFactory.instance.objectNode();

  private TimelineColumns() {}

  /** The answer. */
  static byte[] of(Lanes lanes) {
    TimelineColumns columns = new TimelineColumns();
    columns.fill(lanes);
    return columns.bytes();
  }

  private void fill(Lanes lanes) {
    header.put("title", lanes.title()).put("until", lanes.end());
    insides.put(List.of(), 0);
    patterns.add(List.of());
    int spans = lanes.spans();
    for (String column : List.of("start", "end", "alone")) {
      doubles.put(column, new DoubleColumn(spans));
    }
    for (String column : List.of("name", "inside", "kind")) {
      ints.put(column, new IntColumn(spans));
    }
    ArrayNode list = header.putArray("lanes");
    lanes.lanes().forEach(it -> list.add(lane(it)));
    insides();
    memory(lanes.memory());
    arrows(lanes.arrows());
    ArrayNode kinds = header.putArray("kinds");
    for (SpanKind kind : SpanKind.values()) {
      kinds.addObject().put("title", kind.title()).put("colour", kind.colour());
    }
    ArrayNode texts = header.putArray("names");
    names.keySet().forEach(texts::add);
  }

  private ObjectNode lane(Lane lane) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("group", lane.group()).put("name", lane.name()).put("works", lane.works());
    node.put("spans", lane.spans().size()).put("busy", lane.busy());
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (LaneSpan span : lane.spans()) {
      add("start", span.start());
      add("end", span.end());
      add("alone", span.alone());
      add("name", number(span.name()));
      add("inside", inside(span.details()));
      add("kind", span.kind().ordinal() | (span.critical() ? CRITICAL : 0));
    }
    lane.spans().stream()
        .map(it -> inside(it.details()))
        .distinct()
        .flatMap(it -> patterns.get(it).stream())
        .forEach(it -> rows.putIfAbsent(it.stream(), rows.size()));
    ArrayNode streams = node.putArray("inside");
    rows.keySet().forEach(streams::add);
    return node;
  }

  private int number(String name) {
    return names.computeIfAbsent(name, _ -> names.size());
  }

  /** The number of an inside; most blocks share the list itself. */
  private int inside(List<Span> details) {
    return byIdentity.computeIfAbsent(
        details,
        list ->
            insides.computeIfAbsent(
                list,
                it -> {
                  patterns.add(it);
                  return patterns.size() - 1;
                }));
  }

  private void insides() {
    int all = patterns.stream().mapToInt(List::size).sum();
    doubles.put("insideStart", new DoubleColumn(all));
    doubles.put("insideEnd", new DoubleColumn(all));
    ints.put("insideName", new IntColumn(all));
    ints.put("insideStream", new IntColumn(all));
    ints.put("insideFrom", new IntColumn(patterns.size() + 1));
    int at = 0;
    for (List<Span> pattern : patterns) {
      add("insideFrom", at);
      at += pattern.size();
      for (Span span : pattern) {
        add("insideStart", span.start());
        add("insideEnd", span.end());
        add("insideName", number(span.name()));
        add("insideStream", number(span.stream()));
      }
    }
    add("insideFrom", at);
  }

  private void memory(List<MemoryLane> tracks) {
    int all = tracks.stream().mapToInt(it -> it.times().length).sum();
    doubles.put("memoryTime", new DoubleColumn(all));
    doubles.put("memoryBytes", new DoubleColumn(all));
    ArrayNode list = header.putArray("memory");
    for (MemoryLane track : tracks) {
      list.addObject()
          .put("name", track.name())
          .put("steps", track.times().length)
          .put("capacity", track.capacity());
      for (int i = 0; i < track.times().length; i++) {
        add("memoryTime", track.times()[i]);
        add("memoryBytes", track.bytes()[i]);
      }
    }
  }

  private void arrows(List<LaneArrow> arrows) {
    doubles.put("arrowFrom", new DoubleColumn(arrows.size()));
    doubles.put("arrowTo", new DoubleColumn(arrows.size()));
    ints.put("arrowFromLane", new IntColumn(arrows.size()));
    ints.put("arrowToLane", new IntColumn(arrows.size()));
    for (LaneArrow arrow : arrows) {
      add("arrowFrom", arrow.from());
      add("arrowTo", arrow.to());
      add("arrowFromLane", arrow.fromLane());
      add("arrowToLane", arrow.toLane());
    }
  }

  private void add(String column, double value) {
    DoubleColumn wide = doubles.get(column);
    if (wide == null) {
      throw new IllegalArgumentException(column);
    }
    wide.add(value);
  }

  private void add(String column, int value) {
    IntColumn narrow = ints.get(column);
    if (narrow == null) {
      throw new IllegalArgumentException(column);
    }
    narrow.add(value);
  }

  private byte[] bytes() {
    ArrayNode listed = header.putArray("columns");
    doubles.forEach((name, it) -> listed(listed, name, "f64", it.values.length));
    ints.forEach((name, it) -> listed(listed, name, "u32", it.values.length));
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int from = Math.ceilDiv(Integer.BYTES + json.length, WIDTH) * WIDTH;
    long size =
        from
            + doubles.values().stream().mapToLong(it -> 8L * it.values.length).sum()
            + ints.values().stream().mapToLong(it -> 4L * it.values.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(json.length).put(json).position(from);
    for (DoubleColumn column : doubles.values()) {
      for (double value : column.values) {
        buffer.putDouble(value);
      }
    }
    for (IntColumn column : ints.values()) {
      for (int value : column.values) {
        buffer.putInt(value);
      }
    }
    return buffer.array();
  }

  private static void listed(ArrayNode list, String name, String type, int count) {
    list.addObject().put("name", name).put("type", type).put("count", count);
  }

  private static final class DoubleColumn {
    private final double[] values;
    private int count;

    DoubleColumn(int size) {
      values = new double[size];
    }

    void add(double value) {
      values[count++] = value;
    }
  }

  private static final class IntColumn {
    private final int[] values;
    private int count;

    IntColumn(int size) {
      values = new int[size];
    }

    void add(int value) {
      values[count++] = value;
    }
  }
}
