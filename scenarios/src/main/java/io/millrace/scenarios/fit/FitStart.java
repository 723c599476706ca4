package io.millrace.scenarios.fit;

import io.millrace.simulator.cost.Calibration;
import java.util.Locale;

/** What a fit starts from: values, and spreads that say how firmly it holds on to them. */
public enum FitStart {
  /**
   * What ships, which published runs have told of: some runs of one's own then move what is
   * particular to them and leave the rest.
   */
  SHIPPED("as shipped"),

  /**
   * What data sheets, papers and single kernels give. What ships was made from these; runs that it
   * was fitted to must not count a second time.
   */
  PRIORS("priors");

  private final String label;

  FitStart(String label) {
    this.label = label;
  }

  /** The calibration that has them. */
  public Calibration calibration() {
    return switch (this) {
      case SHIPPED -> Calibration.bundled();
      case PRIORS -> Calibration.unfitted();
    };
  }

  /** What tables call predictions with them. */
  public String label() {
    return label;
  }

  /** What the command line calls it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
