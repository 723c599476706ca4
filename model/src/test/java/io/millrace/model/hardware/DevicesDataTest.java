package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.quantity.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The catalogue says what the collection it was typed from says, but for corrections named here.
 */
class DevicesDataTest {
  private static final HardwareCatalogue CATALOGUE = HardwareCatalogue.bundled();

  /** Values that the catalogue has on purpose otherwise; the notes of the devices say why. */
  private static final Map<String, Double> CORRECTED =
      Map.of(
          "google-tpu-v4 scaleUp", 300e9,
          "jetson-orin-nx-16g int8", 50e12);

  private static final Map<String, String> TIERS =
      Map.of("sram-regs+smem", "sram", "sram-pmu", "sram", "bram+uram", "sram");

  private final List<String> differences = new ArrayList<>();
  private int compared;

  @Test
  void everyFigureOfEveryDeviceIsTheOneCollected() {
    JsonNode devices = BulkData.read("hardware/devices.json").get("devices");

    assertThat(CATALOGUE.devices().ids()).containsAll(devices.propertyNames());
    for (String id : devices.propertyNames()) {
      compare(id, devices.get(id), CATALOGUE.device(id).orElseThrow());
    }

    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(300);
  }

  @Test
  void everyFigureOfEveryNicIsTheOneCollected() {
    JsonNode nics = BulkData.read("hardware/devices.json").get("nics");

    for (String name : nics.propertyNames()) {
      Nic nic = CATALOGUE.nic(name.replaceAll("\\(.*", "")).orElseThrow();
      assertThat(nic.perDirection().bytesPerSecond())
          .as(name)
          .isEqualTo(value(nics.get(name), "per_direction_Bps").orElseThrow());
      assertThat(nic.latency().seconds())
          .as(name)
          .isCloseTo(value(nics.get(name), "latency_s").orElseThrow(), within(1e-12));
    }
  }

  private void compare(String id, JsonNode collected, Device device) {
    JsonNode peaks = collected.get("peak_dense_flops");
    for (NumberFormat format : NumberFormat.values()) {
      same(
          id + " " + format.key(),
          value(peaks, format.key()),
          Optional.ofNullable(device.specification().peaks().get(format)));
    }
    for (JsonNode tier : collected.get("memory_tiers")) {
      String name = tier.get("name").stringValue();
      String ours = TIERS.getOrDefault(name, name);
      Optional<MemoryTier> found =
          device.memory().stream().filter(it -> it.name().equals(ours)).findFirst();
      String what = id + " " + name;
      same(what + " capacity", value(tier, "capacity_bytes"), found.map(MemoryTier::capacity));
      same(what + " bandwidth", value(tier, "bandwidth_Bps"), found.flatMap(MemoryTier::bandwidth));
      same(what + " latency", value(tier, "latency_s"), found.flatMap(MemoryTier::latency));
    }
    JsonNode links = collected.get("scale_up");
    same(
        id + " scaleUp",
        value(links, "per_direction_Bps"),
        device.scaleUp().flatMap(ScaleUp::perDirection));
    same(
        id + " scaleUp latency",
        value(links, "latency_s"),
        device.scaleUp().flatMap(ScaleUp::latency));
    assertThat(device.scaleUp().map(it -> (double) it.domain()))
        .as(id)
        .isEqualTo(value(links, "domain_size"));
    same(id + " hostLink", value(collected, "host_link_Bps_per_dir"), device.hostLink());
    same(id + " power", value(collected, "tdp_W"), device.thermalDesignPower());
    comparePrice(id, collected.get("usd_per_hour"), device.price());
  }

  private void comparePrice(String id, JsonNode collected, Optional<PriceRange> price) {
    if (collected.isNull()) {
      assertThat(price).as(id).isEmpty();
      return;
    }
    JsonNode value = collected.get("value");
    double low = value.isArray() ? value.get(0).doubleValue() : value.doubleValue();
    double high = value.isArray() ? value.get(1).doubleValue() : value.doubleValue();
    same(id + " low price", Optional.of(low), price.map(PriceRange::low));
    same(id + " high price", Optional.of(high), price.map(PriceRange::high));
  }

  private void same(String what, Optional<Double> collected, Optional<? extends Quantity> ours) {
    Optional<Double> expected = Optional.ofNullable(CORRECTED.get(what)).or(() -> collected);
    if (expected.isPresent() != ours.isPresent()) {
      differences.add(what + ": " + expected + " is here " + ours);
    } else if (expected.isPresent()) {
      compared++;
      double value = ours.orElseThrow().inBaseUnit();
      if (Math.abs(value - expected.get()) > 1e-9 * expected.get()) {
        differences.add(what + ": " + expected.get() + " is here " + value);
      }
    }
  }

  private static Optional<Double> value(JsonNode owner, String key) {
    JsonNode sourced = owner.isNull() ? null : owner.get(key);
    if (sourced == null || sourced.isNull() || sourced.get("value").isNull()) {
      return Optional.empty();
    }
    return Optional.of(sourced.get("value").doubleValue());
  }
}
