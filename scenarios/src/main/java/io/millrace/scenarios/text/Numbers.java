package io.millrace.scenarios.text;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import io.millrace.model.quantity.Energy;
import io.millrace.model.report.Figure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Numbers() {}

  /** Four digits, thousands apart: {@code 1,364,000}, {@code 127.7}, {@code 0.4094}. */
  public static String plain(double number) {
    if (!Double.isFinite(number)) {
      return String.valueOf(number);
    }
    BigDecimal rounded = new BigDecimal(number).round(FOUR_DIGITS).stripTrailingZeros();
    int decimals = Math.max(0, rounded.scale());
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  /** A whole number, thousands apart. */
  public static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share with one digit: {@code 40.9 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** A share with its sign: {@code +4.5 %}. */
  public static String signedPercent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", share * 100);
  }

  /** A number in the unit of a report's figure. */
  public static String with(double number, String unit) {
    return switch (unit) {
      case "s" -> new Duration(number).toString();
      case "J" -> new Energy(number).toString();
      case "B" -> Bytes.of(number).toString();
      case "1" -> percent(number);
      case "USD/Mtoken" -> plain(number) + " USD";
      default -> plain(number);
    };
  }

  /** An amount in the unit that another one is printed in, so that both fit in a column. */
  static String like(Bytes amount, Bytes other) {
    String unit = other.toString().replaceFirst(".* ", "");
    double size = Bytes.parse("1 " + unit).count();
    return String.format(Locale.ROOT, "%.2f %s", amount.count() / size, unit);
  }

  /** Zeros after the point count where an end of a range is compared with the other. */
  private static String digits(String text, String unit) {
    if (unit.equals("1")) {
      return text;
    }
    int gap = text.indexOf(' ');
    StringBuilder number = new StringBuilder(gap < 0 ? text : text.substring(0, gap));
    long significant =
        number.toString().replaceFirst("^[0.,]+", "").chars().filter(Character::isDigit).count();
    if (significant == 0 || significant >= FOUR_DIGITS.getPrecision()) {
      return text;
    }
    number.append(number.indexOf(".") < 0 ? "." : "");
    number.append("0".repeat((int) (FOUR_DIGITS.getPrecision() - significant)));
    return number + (gap < 0 ? "" : text.substring(gap));
  }

  /** The range of a figure to four digits; the unit stands once where both ends have it. */
  public static String range(Figure figure) {
    String low = digits(with(figure.low(), figure.unit()), figure.unit());
    String high = digits(with(figure.high(), figure.unit()), figure.unit());
    int gap = low.indexOf(' ');
    boolean sameUnit = gap > 0 && high.endsWith(low.substring(gap));
    return (sameUnit ? low.substring(0, gap) : low) + " … " + high;
  }
}
