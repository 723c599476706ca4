package io.millrace.model.hardware;

import io.millrace.model.input.Fields;
import io.millrace.model.input.NearestWord;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.quantity.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads one device, of a catalogue or described within an input. */
final class DeviceReader {
  private final SourcedFields values;
  private final Fields fields;

  private DeviceReader(SourcedFields values) {
    this.values = values;
    this.fields = values.fields();
  }

  static Optional<Device> read(Fields fields, String id, SourceTexts texts) {
    return new DeviceReader(new SourcedFields(fields, texts)).read(id);
  }

  private Optional<Device> read(String id) {
    Optional<Device.Kind> kind =
        choice(fields, "kind", Arrays.asList(Device.Kind.values()), Device.Kind::key);
    String name = fields.text("name", id);
    String generation = fields.text("generation", id);
    Map<NumberFormat, FlopRate> peaks = peaks();
    List<MemoryTier> memory = fields.objects("memory").stream().flatMap(this::tier).toList();
    Optional<ScaleUp> scaleUp = fields.optionalObject("scaleUp").flatMap(this::scaleUp);
    Optional<Bandwidth> hostLink = values.optional("hostLink", Bandwidth::parse);
    Optional<Power> power = values.optional("power", Power::parse);
    Optional<PriceRange> price = fields.optionalObject("price").flatMap(this::price);
    List<String> notes = fields.texts("notes");
    return fields.build(
        () ->
            Device.of(
                kind.orElseThrow(),
                new DeviceSpecification(
                    id,
                    name,
                    generation,
                    peaks,
                    memory,
                    scaleUp,
                    hostLink,
                    power,
                    price,
                    notes,
                    values.sources())));
  }

  private Map<NumberFormat, FlopRate> peaks() {
    Map<NumberFormat, FlopRate> peaks = new EnumMap<>(NumberFormat.class);
    List<String> known = Arrays.stream(NumberFormat.values()).map(NumberFormat::key).toList();
    Optional<Fields> given = fields.object("peak");
    if (given.isEmpty()) {
      return peaks;
    }
    SourcedFields rates = values.within(given.get(), "peak");
    for (NumberFormat format : NumberFormat.values()) {
      rates.optional(format.key(), FlopRate::parse).ifPresent(rate -> peaks.put(format, rate));
    }
    for (String key : given.get().keys()) {
      if (!known.contains(key)) {
        given.get().issue(key, "is no number format", NearestWord.hint(key, known));
      }
    }
    return peaks;
  }

  private Stream<MemoryTier> tier(Fields tier) {
    String name = tier.text("name");
    Optional<MemoryTier.Kind> kind =
        choice(tier, "kind", Arrays.asList(MemoryTier.Kind.values()), MemoryTier.Kind::key);
    SourcedFields figures = values.within(tier, "memory." + name);
    Optional<Bytes> capacity = figures.quantity("capacity", Bytes::parse);
    Optional<Bandwidth> bandwidth = figures.optional("bandwidth", Bandwidth::parse);
    Optional<Duration> latency = figures.optional("latency", Duration::parse);
    return tier
        .build(
            () ->
                new MemoryTier(
                    name, kind.orElseThrow(), capacity.orElseThrow(), bandwidth, latency))
        .stream();
  }

  private Optional<ScaleUp> scaleUp(Fields links) {
    String technology = links.text("technology");
    Optional<FabricLevel.Kind> kind =
        choice(links, "kind", Arrays.asList(FabricLevel.Kind.values()), FabricLevel.Kind::key);
    SourcedFields figures = values.within(links, "scaleUp");
    Optional<Bandwidth> perDirection = figures.optional("perDirection", Bandwidth::parse);
    int domain = links.integer("domain", 1);
    Optional<Duration> latency = figures.optional("latency", Duration::parse);
    return links.build(
        () -> new ScaleUp(technology, kind.orElseThrow(), perDirection, domain, latency));
  }

  private Optional<PriceRange> price(Fields range) {
    Optional<HourlyPrice> low = range.quantity("low", HourlyPrice::parse);
    Optional<HourlyPrice> high = range.quantity("high", HourlyPrice::parse);
    values.within(range, "price").source("low");
    values.within(range, "price").source("high");
    return range.build(() -> new PriceRange(low.orElseThrow(), high.orElseThrow()));
  }

  /** One of some named values, which must be there. */
  static <T> Optional<T> choice(
      Fields fields, String key, List<T> choices, Function<T, String> name) {
    if (!fields.has(key)) {
      List<String> names = new ArrayList<>(choices.stream().map(name).toList());
      fields.issue(key, "is missing", "give one of " + String.join(", ", names));
      return Optional.empty();
    }
    return fields.optionalChoice(key, choices, name);
  }
}
