package io.millrace.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TimelineColumnsTest {

  /** An answer, read as the browser reads it. */
  private record Read(JsonNode header, Map<String, double[]> columns, int left) {

    static Read of(byte[] answer) {
      ByteBuffer buffer = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
      byte[] json = new byte[buffer.getInt()];
      buffer.get(json);
      JsonNode header = JsonMapper.shared().readTree(new String(json, StandardCharsets.UTF_8));
      buffer.position((buffer.position() + 7) / 8 * 8);
      Map<String, double[]> columns = new LinkedHashMap<>();
      for (JsonNode column : header.path("columns")) {
        double[] values = new double[column.path("count").asInt()];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              column.path("type").asString().equals("f64") ? buffer.getDouble() : buffer.getInt();
        }
        columns.put(column.path("name").asString(), values);
      }
      return new Read(header, columns, buffer.remaining());
    }

    double[] column(String name) {
      return columns.getOrDefault(name, new double[0]);
    }
  }

  private final Read read = Read.of(TimelineColumns.of(SampleLanes.of("sample", 3, 40)));

  @Test
  void theHeaderSaysWhatEachLaneHas() {
    assertThat(read.header().path("lanes")).hasSize(3);
    assertThat(read.header().path("lanes").path(1).path("group").asString()).isEqualTo("stage 1");
    assertThat(read.header().path("lanes").path(1).path("spans").asInt()).isEqualTo(40);
    assertThat(read.header().path("lanes").path(1).path("busy").asLong())
        .isEqualTo(36 * 1_000_000_000L + 4 * 1_500_000_000L);
    assertThat(read.left()).isZero();
  }

  @Test
  void columnsHaveEverySpanInOrder() {
    assertThat(read.column("start")).hasSize(120);
    assertThat(read.column("start")[0]).isZero();
    assertThat(read.column("end")[3] - read.column("start")[3]).isEqualTo(1.5e9);
    assertThat(read.column("alone")[3]).isEqualTo(1e9);
    int name = (int) read.column("name")[3];
    assertThat(read.header().path("names").path(name).asString()).isEqualTo("B1");
  }

  @Test
  void whatIsInsideIsWrittenOnceForAllThatHaveTheSame() {
    assertThat(read.column("insideStart")).hasSize(3);
    assertThat(read.column("inside")).containsOnly(1.0);
    assertThat(read.column("insideFrom")).containsExactly(0, 0, 3);
  }

  @Test
  void onlyWhatIsOnTheCriticalPathIsMarked() {
    assertThat((int) read.column("kind")[0] & 256).isNotZero();
    assertThat((int) read.column("kind")[40] & 256).isZero();
  }

  @Test
  void nothingIsAnAnswerToo() {
    Read nothing = Read.of(TimelineColumns.of(SampleLanes.of("nothing", 0, 0)));

    assertThat(nothing.column("start")).isEmpty();
    assertThat(nothing.header().path("until").asLong()).isZero();
  }
}
