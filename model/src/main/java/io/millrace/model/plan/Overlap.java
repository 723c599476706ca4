package io.millrace.model.plan;

import java.util.Locale;

/** Whether an exchange runs beside computation. */
public enum Overlap {
  /** As the framework does it unless told otherwise. */
  USUAL,
  /** It does. */
  ON,
  /** It does not. */
  OFF;

  /** Resolves what the framework decides. */
  public boolean orUsual(boolean usual) {
    return this == USUAL ? usual : this == ON;
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
