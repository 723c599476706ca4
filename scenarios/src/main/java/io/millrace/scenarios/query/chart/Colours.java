package io.millrace.scenarios.query.chart;

import java.util.Locale;

/** Colours of pictures. */
final class Colours {
  /**
   * Ten that differ on white and on black and to colour-blind eyes (after Okabe and Ito 2008,
   * "Color universal design").
   */
  private static final String[] GROUPS = {
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00",
    "#56b4e9", "#8a7a00", "#7f5fc4", "#7d7d7d", "#c03a4b"
  };

  /**
   * Ten of the colour map viridis at equal distances: as bright as the number is high, also in grey
   * and to colour-blind eyes (van der Walt and Smith 2015, "A better default colormap for
   * Matplotlib").
   */
  private static final int[] SCALE = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e,
    0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725
  };

  /** Above it black is easier to read than white (of a perceived brightness of 0 to 1). */
  private static final double BRIGHT = 0.5;

  private Colours() {}

  /** How many groups differ. */
  static int groups() {
    return GROUPS.length;
  }

  /** The colour of a group; from the eleventh on they repeat. */
  static String group(int number) {
    return GROUPS[number % GROUPS.length];
  }

  /** The colour of a share from 0 to 1. */
  static String scale(double share) {
    double place = Math.clamp(share, 0, 1) * (SCALE.length - 1);
    int below = Math.min((int) place, SCALE.length - 2);
    double part = place - below;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = SCALE[below] >> shift & 0xff;
      int to = SCALE[below + 1] >> shift & 0xff;
      colour = colour << 8 | (int) Math.round(from + part * (to - from));
    }
    return String.format(Locale.ROOT, "#%06x", colour);
  }

  /** The class of words on a colour. */
  static String wordsOn(String colour) {
    int value = Integer.parseInt(colour.substring(1), 16);
    // Weights of Rec. ITU-R BT.601.
    double brightness =
        (0.299 * (value >> 16) + 0.587 * (value >> 8 & 0xff) + 0.114 * (value & 0xff)) / 255;
    return brightness > BRIGHT ? "on-light" : "on-dark";
  }
}
