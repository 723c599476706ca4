/**
 * Quantities as types: sizes, rates, times, power and money, each with its unit.
 *
 * <p>Every quantity is a record over one {@code double} or {@code long} in the base unit that its
 * accessor names. {@link io.millrace.model.quantity.Dimension} knows the units that people write in
 * files ({@code "80 GiB"}, {@code "900 GB/s"}, {@code "5 us"}, {@code "989 TFLOP/s"}); decimal
 * prefixes are powers of 1000 and binary ones ({@code KiB}) powers of 1024, and a lower-case {@code
 * b} is a bit. Read {@code Dimension} first.
 */
@NullMarked
package io.millrace.model.quantity;

import org.jspecify.annotations.NullMarked;
