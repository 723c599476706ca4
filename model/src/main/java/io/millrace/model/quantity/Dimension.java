package io.millrace.model.quantity;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind of quantity with the units it is read and printed in. */
public enum Dimension {
  /** Storage; base unit: the byte. */
  BYTES("80 GiB", prefixed("B", true)),
  /** Data per time; base unit: bytes per second. Network people write bits: {@code "400 Gb/s"}. */
  BANDWIDTH("900 GB/s", bandwidths()),
  /** Floating-point operations per time; base unit: one operation per second. */
  FLOP_RATE("989 TFLOP/s", flopRates()),
  /** Time; base unit: the second. */
  DURATION("5 us", durations()),
  /** Energy per time; base unit: the watt. */
  POWER("700 W", prefixed("W", false)),
  /** Energy; base unit: the joule. */
  ENERGY("3.6 MJ", energies()),
  /** Money per time; base unit: US dollars per hour. */
  HOURLY_PRICE("2.5 USD/h", prices());

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile(
          "\\s*([+-]?[0-9][0-9_,]*(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\\s*(\\S.*?)?\\s*");

  /** No quantity is longer. */
  private static final int LONGEST = 100;

  private final String example;
  private final Map<String, Double> factors;

  Dimension(String example, Map<String, Double> factors) {
    this.example = example;
    this.factors = Collections.unmodifiableMap(factors);
  }

  /** A text of this dimension, for messages. */
  public String example() {
    return example;
  }

  /** The unit of magnitudes: {@code B/s}. */
  public String baseUnit() {
    return factors.entrySet().stream()
        .filter(unit -> unit.getValue() == 1)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The units that can be written, each with its size in the base unit. */
  public Map<String, Double> units() {
    return factors;
  }

  /**
   * Reads a number with a unit.
   *
   * @return the magnitude in the base unit
   * @throws QuantityFormatException if the text is not a finite, non-negative number with a unit of
   *     this dimension
   */
  public double parse(String text) {
    if (text.length() > LONGEST) {
      throw malformed("'" + text.substring(0, LONGEST) + "...' is not a number with a unit");
    }
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      throw malformed("'" + text + "' is not a number with a unit");
    }
    double number = Double.parseDouble(matcher.group(1).replaceAll("[_,]", ""));
    String unit = matcher.group(2);
    if (unit == null) {
      throw malformed("'" + text + "' has no unit");
    }
    Double factor = factors.get(unit);
    if (factor == null) {
      throw malformed("'" + unit + "' is no unit of a " + this + " in '" + text + "'");
    }
    double magnitude = number * factor;
    if (number < 0) {
      throw malformed("'" + text + "' is negative");
    }
    if (!Double.isFinite(magnitude)) {
      throw malformed("'" + text + "' is too large");
    }
    return magnitude;
  }

  private QuantityFormatException malformed(String message) {
    return new QuantityFormatException(
        message,
        "write it like '" + example + "'; units are " + String.join(", ", factors.keySet()));
  }

  /** Prints a magnitude in the unit that keeps one to three digits before the point. */
  String print(double magnitude, String... scale) {
    String unit = scale[0];
    for (String candidate : scale) {
      if (Math.abs(magnitude) >= factorOf(candidate)) {
        unit = candidate;
      }
    }
    double scaled = magnitude / factorOf(unit);
    int integerDigits = scaled == 0 ? 1 : 1 + (int) Math.floor(Math.log10(Math.abs(scaled)));
    int decimals = Math.clamp(4L - integerDigits, 0, 3);
    String digits = String.format(Locale.ROOT, "%." + decimals + "f", scaled);
    if (digits.contains(".")) {
      digits = digits.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
    return digits + " " + unit;
  }

  /**
   * The shortest text that reads as exactly a magnitude; of equal ones the one of the first unit.
   */
  String printExactly(double magnitude) {
    String best = "";
    for (Map.Entry<String, Double> unit : factors.entrySet()) {
      String text = plain(magnitude / unit.getValue()) + " " + unit.getKey();
      if (parse(text) == magnitude && (best.isEmpty() || text.length() < best.length())) {
        best = text;
      }
    }
    return best;
  }

  /** A number without an exponent where that is readable. */
  private static String plain(double number) {
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    boolean readable = exact.scale() > -8 && exact.scale() < 20;
    return readable ? exact.toPlainString() : Double.toString(number);
  }

  private double factorOf(String unit) {
    Double factor = factors.get(unit);
    if (factor == null) {
      throw new IllegalArgumentException(unit + " is no unit of " + this);
    }
    return factor;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Map<String, Double> prefixed(String unit, boolean binaryToo) {
    Map<String, Double> units = new LinkedHashMap<>();
    String[] prefixes = {"", "k", "M", "G", "T", "P", "E"};
    double factor = 1;
    for (String prefix : prefixes) {
      units.put(prefix + unit, factor);
      factor *= 1000;
    }
    if (binaryToo) {
      String[] binaryPrefixes = {"Ki", "Mi", "Gi", "Ti", "Pi"};
      double binary = 1024;
      for (String prefix : binaryPrefixes) {
        units.put(prefix + unit, binary);
        binary *= 1024;
      }
      units.put("K" + unit, 1000.0);
    }
    return units;
  }

  private static Map<String, Double> bandwidths() {
    Map<String, Double> units = new LinkedHashMap<>();
    prefixed("B", true).forEach((unit, factor) -> units.put(unit + "/s", factor));
    prefixed("b", false).forEach((unit, factor) -> units.put(unit + "/s", factor / 8));
    prefixed("bps", false).forEach((unit, factor) -> units.put(unit, factor / 8));
    prefixed("bit", false).forEach((unit, factor) -> units.put(unit + "/s", factor / 8));
    return units;
  }

  private static Map<String, Double> flopRates() {
    Map<String, Double> units = new LinkedHashMap<>();
    prefixed("FLOP", false).forEach((unit, factor) -> units.put(unit + "/s", factor));
    prefixed("FLOPS", false).forEach(units::put);
    return units;
  }

  private static Map<String, Double> durations() {
    Map<String, Double> units = new LinkedHashMap<>();
    units.put("ps", 1e-12);
    units.put("ns", 1e-9);
    units.put("us", 1e-6);
    units.put("ms", 1e-3);
    units.put("s", 1.0);
    units.put("min", 60.0);
    units.put("h", 3600.0);
    units.put("d", 86400.0);
    return units;
  }

  private static Map<String, Double> energies() {
    Map<String, Double> units = new LinkedHashMap<>(prefixed("J", false));
    prefixed("Wh", false).forEach((unit, factor) -> units.put(unit, factor * 3600));
    return units;
  }

  private static Map<String, Double> prices() {
    Map<String, Double> units = new LinkedHashMap<>();
    units.put("USD/h", 1.0);
    return units;
  }
}
