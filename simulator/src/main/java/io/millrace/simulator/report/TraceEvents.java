package io.millrace.simulator.report;

import io.millrace.simulator.report.Timeline.Place;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The kinds of trace events, one method each. Names of fields and phases are those of the "Trace
 * Event Format" document of the Chromium project.
 */
final class TraceEvents {
  private static final ObjectWriter WRITER =
      JsonMapper.shared().writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET);

  private static final double GIBIBYTE = 1L << 30;

  private final JsonGenerator json;

  private TraceEvents(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes a trace.
   *
   * @param otherData what the trace says about itself
   * @param events writes its events
   */
  static void write(Writer out, Map<String, Object> otherData, Consumer<TraceEvents> events)
      throws IOException {
    try (JsonGenerator json = WRITER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("displayTimeUnit", "ms");
      json.writePOJOProperty("otherData", otherData);
      json.writeArrayPropertyStart("traceEvents");
      events.accept(new TraceEvents(json));
      json.writeEndArray();
      json.writeEndObject();
      json.flush();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  /** Names the process of a stage. */
  void process(int stage, String name) {
    metadata("process_name", stage, 0, "name", name);
    metadata("process_sort_index", stage, 0, "sort_index", stage);
  }

  /** Names a thread; threads are shown in the order of their numbers. */
  void thread(int stage, int thread, String name) {
    metadata("thread_name", stage, thread, "name", name);
    metadata("thread_sort_index", stage, thread, "sort_index", thread);
  }

  private void metadata(String what, int stage, int thread, String key, Object value) {
    start("M", what, stage);
    if (thread > 0) {
      json.writeNumberProperty("tid", id(stage, thread));
    }
    json.writeObjectPropertyStart("args");
    json.writePOJOProperty(key, value);
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Something that takes time, from a start to an end in picoseconds. */
  void complete(int stage, int thread, String name, long from, long to) {
    start("X", name, stage);
    json.writeNumberProperty("tid", id(stage, thread));
    long start = nanoseconds(from);
    microseconds("ts", start);
    microseconds("dur", nanoseconds(to) - start);
    json.writeEndObject();
  }

  /** Memory in use on a stage from a time on. */
  void memory(int stage, long time, long bytes) {
    memory(stage, "activations", time, bytes);
  }

  /** The same under another name. */
  void memory(int stage, String name, long time, long bytes) {
    start("C", name, stage);
    microseconds("ts", nanoseconds(time));
    json.writeObjectPropertyStart("args");
    json.writeNumberProperty("GiB", bytes / GIBIBYTE);
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The tail of an arrow, at an event that has been written and starts there and then. */
  void arrowStart(int number, Place place, int thread) {
    arrow("s", number, place, thread);
  }

  /** The head of an arrow of which the tail has been written. */
  void arrowEnd(int number, Place place, int thread) {
    arrow("f", number, place, thread);
  }

  private void arrow(String phase, int number, Place place, int thread) {
    start(phase, "transfer", place.stage());
    json.writeStringProperty("cat", "transfer");
    json.writeNumberProperty("tid", id(place.stage(), thread));
    json.writeNumberProperty("id", number);
    json.writeStringProperty("bp", "e");
    microseconds("ts", nanoseconds(place.time()));
    json.writeEndObject();
  }

  private void start(String phase, String name, int stage) {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeStringProperty("ph", phase);
    json.writeStringProperty("name", name);
    json.writeNumberProperty("pid", stage + 1);
  }

  /** Viewers take a number of zero for the idle process and like thread numbers to be unique. */
  private static int id(int stage, int thread) {
    return 100 * (stage + 1) + thread;
  }

  private static long nanoseconds(long picoseconds) {
    return Math.floorDiv(picoseconds + 500, 1000L);
  }

  private void microseconds(String key, long nanoseconds) {
    String fraction = Long.toString(1000 + nanoseconds % 1000).substring(1);
    json.writeName(key);
    json.writeNumber(nanoseconds / 1000 + "." + fraction);
  }
}
