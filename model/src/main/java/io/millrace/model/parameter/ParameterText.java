package io.millrace.model.parameter;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How files write parameters: a number, perhaps a unit, {@code ±} and a percentage. */
final class ParameterText {
  private static final String NUMBER = "(\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)";
  private static final Pattern FORM =
      Pattern.compile(NUMBER + "(?: +(\\S+))? *± *" + NUMBER + " *%");

  private ParameterText() {}

  /** The parameter that a text stands for, if it is of the form. */
  static Optional<Parameter> parse(String path, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double value = Double.parseDouble(matcher.group(1));
    double spread = Double.parseDouble(matcher.group(3)) / 100;
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    return Parameter.isPossible(value, spread)
        ? Optional.of(new Parameter(path, value, spread, unit))
        : Optional.empty();
  }

  /** A number with a few digits and without an exponent where that is readable. */
  static String digits(double number, int digits) {
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits)).stripTrailingZeros();
    return rounded.scale() < 0 && rounded.precision() - rounded.scale() < 8
        ? rounded.toPlainString()
        : rounded.toString();
  }
}
