package io.millrace.ui.figures;

import com.vaadin.flow.server.VaadinSession;
import io.millrace.model.quantity.Bytes;
import io.millrace.scenarios.text.Numbers;
import java.util.List;
import java.util.Optional;

/** In which units a visitor reads amounts of memory: powers of 1,024, as usual, or of 1,000. */
public enum Units {
  /** GiB, in which devices' memory is made. */
  BINARY(1024, List.of("B", "KiB", "MiB", "GiB", "TiB")),
  /** GB, in which it is sold. */
  DECIMAL(1000, List.of("B", "kB", "MB", "GB", "TB"));

  private final int step;
  private final List<String> names;

  Units(int step, List<String> names) {
    this.step = step;
    this.names = names;
  }

  /** Those of the visitor whose request this thread answers; binary where there is none. */
  public static Units current() {
    return Optional.ofNullable(VaadinSession.getCurrent())
        .map(session -> session.getAttribute(Units.class))
        .orElse(BINARY);
  }

  /** Makes these the visitor's; what is on the page already stays as it is. */
  public void choose() {
    VaadinSession.getCurrent().setAttribute(Units.class, this);
  }

  /** An amount to four digits, such as {@code 68.8 GiB}. */
  public String text(Bytes amount) {
    double left = amount.count();
    int unit = 0;
    while (Math.abs(left) >= step && unit < names.size() - 1) {
      left /= step;
      unit++;
    }
    return Numbers.plain(left) + " " + names.get(unit);
  }

  /** The unit in which charts show memory: GiB or GB. */
  public String chartUnit() {
    return names.get(3);
  }

  /** An amount in the unit of charts. */
  public double inChartUnit(Bytes amount) {
    return amount.count() / Math.pow(step, 3);
  }
}
