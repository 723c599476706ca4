package io.millrace.model.hardware;

import io.millrace.model.input.Fields;
import io.millrace.model.input.NearestWord;
import java.util.Optional;

/** Reads a key that names something of the catalogue, or describes it in place. */
final class References {

  private References() {}

  /** The device that a key names or describes. */
  static Optional<Device> device(Fields owner, String key, HardwareCatalogue catalogue) {
    if (owner.hasObject(key)) {
      return owner
          .optionalObject(key)
          .flatMap(fields -> DeviceReader.read(fields, fields.text("id"), SourceTexts.none()));
    }
    return named(owner, key, "device", catalogue.devices());
  }

  /** The NIC that a key names or describes. */
  static Optional<Nic> nic(Fields owner, String key, HardwareCatalogue catalogue) {
    if (owner.hasObject(key)) {
      return owner
          .optionalObject(key)
          .flatMap(fields -> NicReader.read(fields, fields.text("id"), SourceTexts.none()));
    }
    return named(owner, key, "NIC", catalogue.nics());
  }

  /** The node that a key names or describes. */
  static Optional<Node> node(Fields owner, String key, HardwareCatalogue catalogue) {
    if (owner.hasObject(key)) {
      return owner
          .optionalObject(key)
          .flatMap(
              fields -> NodeReader.read(fields, fields.text("id"), catalogue, SourceTexts.none()));
    }
    return named(owner, key, "node", catalogue.nodes());
  }

  /** The cluster that a key names. */
  static Optional<Cluster> cluster(Fields owner, String key, HardwareCatalogue catalogue) {
    return named(owner, key, "cluster", catalogue.clusters()).map(Sourced::value);
  }

  private static <T> Optional<T> named(Fields owner, String key, String what, Index<T> index) {
    Optional<String> name = owner.quantity(key, text -> text);
    Optional<T> found = name.flatMap(index::find);
    if (name.isPresent() && found.isEmpty()) {
      String hint = NearestWord.hint(name.get(), index.names());
      owner.issue(
          key,
          "'" + name.get() + "' is no " + what + " of the catalogue",
          hint.isEmpty() ? "the command 'list' shows all" : hint);
    }
    return found;
  }
}
