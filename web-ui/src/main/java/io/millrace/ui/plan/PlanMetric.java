package io.millrace.ui.plan;

import io.millrace.model.quantity.Bytes;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.Units;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** A figure by which plans can be laid out, limited and compared. */
public enum PlanMetric {
  /** Seconds of an iteration. */
  ITERATION("iteration", "Iteration time", "s", false),
  /** Tokens a second of each device. */
  TOKENS("tokens", "Tokens/s a device", "", true),
  /** US dollars per million tokens. */
  COST("cost", "Cost per Mtoken", "USD", false),
  /** Joules of all devices per token. */
  ENERGY("energy", "Energy per token", "J", false),
  /** Percent of the fullest device's memory. */
  MEMORY("memory", "Memory used", "%", false),
  /** What the fullest device has free, in the unit of charts. */
  HEADROOM("headroom", "Free memory", "", true),
  /** Devices that it uses. */
  DEVICES("devices", "Devices", "", false);

  private static final double PERCENT = 100;

  private final String key;
  private final String title;
  private final String unit;
  private final boolean moreIsBetter;

  PlanMetric(String key, String title, String unit, boolean moreIsBetter) {
    this.key = key;
    this.title = title;
    this.unit = unit;
    this.moreIsBetter = moreIsBetter;
  }

  /** The metric of a name in addresses. */
  public static Optional<PlanMetric> of(String key) {
    return Arrays.stream(values()).filter(it -> it.key.equals(key)).findFirst();
  }

  /** The name in addresses. */
  public String key() {
    return key;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** The unit of the numbers; empty if they have none. */
  public String unit() {
    return this == HEADROOM ? Units.current().chartUnit() : unit;
  }

  /** The name with the unit. */
  public String label() {
    return unit().isEmpty() ? title : title + " (" + unit() + ")";
  }

  /** Whether more of it is better. */
  public boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** Of a plan, in the unit; absent where it is not known. */
  public OptionalDouble of(PlanRow row) {
    return switch (this) {
      case ITERATION -> OptionalDouble.of(row.iterationTime().value());
      case TOKENS -> row.tokensPerSecondPerDevice();
      case COST -> row.dollarsPerMillionTokens();
      case ENERGY -> row.joulesPerToken();
      case MEMORY -> OptionalDouble.of(row.memoryShare() * PERCENT);
      case HEADROOM ->
          OptionalDouble.of(Units.current().inChartUnit(new Bytes(1)) * row.freeBytes());
      case DEVICES -> OptionalDouble.of(row.devices());
    };
  }

  /** A number of it for people, with its unit. */
  public String text(double number) {
    return switch (this) {
      case ITERATION -> Numbers.with(number, "s");
      case ENERGY -> Numbers.with(number, "J");
      case MEMORY -> Numbers.percent(number / PERCENT);
      case DEVICES -> Numbers.whole(Math.round(number));
      default -> (Numbers.plain(number) + " " + unit()).strip();
    };
  }

  /** Whether a number keeps within a limit. */
  boolean within(double number, double limit) {
    return moreIsBetter ? number >= limit : number <= limit;
  }

  /** The number turned so that less is better. */
  double burden(double number) {
    return moreIsBetter ? -number : number;
  }
}
