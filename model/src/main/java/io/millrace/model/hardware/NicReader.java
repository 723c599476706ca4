package io.millrace.model.hardware;

import io.millrace.model.input.Fields;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.Optional;

/** Reads one NIC, of a catalogue or described within an input. */
final class NicReader {

  private NicReader() {}

  static Optional<Nic> read(Fields fields, String id, SourceTexts texts) {
    SourcedFields values = new SourcedFields(fields, texts);
    String name = fields.text("name", id);
    Optional<Bandwidth> perDirection = values.quantity("perDirection", Bandwidth::parse);
    Optional<Duration> latency = values.quantity("latency", Duration::parse);
    return fields.build(
        () ->
            new Nic(id, name, perDirection.orElseThrow(), latency.orElseThrow(), values.sources()));
  }
}
