package io.millrace.scenarios.text;

import io.millrace.scenarios.query.AnswerColumn;
import io.millrace.scenarios.query.RowSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an answer as a JSON array with an object for each row, a line each. Values that are absent
 * or no finite number are {@code null}.
 */
public final class JsonRows implements RowSink, AutoCloseable {
  private final Appendable out;
  private List<AnswerColumn> columns = List.of();
  private boolean started;

  /** To somewhere. */
  public JsonRows(Appendable out) {
    this.out = out;
  }

  @Override
  public void columns(List<AnswerColumn> header) {
    columns = List.copyOf(header);
  }

  @Override
  public void row(List<@Nullable Object> row) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < columns.size(); i++) {
      put(object, columns.get(i).name(), row.get(i));
    }
    write(started ? ",\n" : "[\n");
    write(JsonMapper.shared().writeValueAsString(object));
    started = true;
  }

  private static void put(ObjectNode object, String name, @Nullable Object value) {
    switch (value) {
      case null -> object.putNull(name);
      case Double number when !Double.isFinite(number) -> object.putNull(name);
      case Long number -> object.put(name, number);
      case BigInteger number -> object.put(name, number);
      case Double number -> object.put(name, number);
      case BigDecimal number -> object.put(name, number);
      case Boolean flag -> object.put(name, flag);
      default -> object.put(name, value.toString());
    }
  }

  private void write(String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the array; what it is written to stays open. */
  @Override
  public void close() {
    write(started ? "\n]\n" : "[]\n");
  }
}
