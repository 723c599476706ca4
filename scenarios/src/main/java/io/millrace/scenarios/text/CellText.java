package io.millrace.scenarios.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of a sweep's rows as people read them. */
public final class CellText {
  /** What stands for a value that is absent. */
  public static final String ABSENT = "-";

  private CellText() {}

  /** Whole numbers in full, others with four digits; nothing that would command the terminal. */
  public static String of(@Nullable Object value) {
    return switch (value) {
      case null -> ABSENT;
      case Long number -> Numbers.whole(number);
      case BigInteger number -> String.format(Locale.ROOT, "%,d", number);
      case Double number -> Numbers.plain(number);
      case BigDecimal number -> Numbers.plain(number.doubleValue());
      default -> value.toString().replaceAll("[\\p{Cc}\\p{Cf}]", " ");
    };
  }
}
