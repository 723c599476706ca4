package io.millrace.model.hardware;

import java.util.Locale;
import java.util.Optional;

/** A format in which devices multiply numbers; also how many bytes a stored number takes. */
public enum NumberFormat {
  /** IEEE double precision. */
  FP64(8),
  /** IEEE single precision. */
  FP32(4),
  /** Single precision in memory, multiplied with a 10-bit mantissa by tensor engines. */
  TF32(4),
  /** IEEE half precision. */
  FP16(2),
  /** Half precision with the exponent of single precision. */
  BF16(2),
  /** Eight-bit floating point, E4M3 or E5M2, whatever its scaling. */
  FP8(1),
  /** Eight-bit integers. */
  INT8(1),
  /** Six-bit floating point, the MX formats. */
  FP6(0.75),
  /** Four-bit floating point, MXFP4 or NVFP4; scales not counted. */
  FP4(0.5),
  /** Four-bit integers; scales not counted. */
  INT4(0.5);

  private final double bytes;

  NumberFormat(double bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one stored number, without the scales that block formats add. */
  public double bytes() {
    return bytes;
  }

  /** The name in files: {@code bf16}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The 16-bit format that engines multiply at the same rate, for FP16 and BF16. */
  Optional<NumberFormat> equallyFast() {
    return switch (this) {
      case FP16 -> Optional.of(BF16);
      case BF16 -> Optional.of(FP16);
      case FP64, FP32, TF32, FP8, INT8, FP6, FP4, INT4 -> Optional.empty();
    };
  }
}
