package io.millrace.ui.security;

import java.io.InputStream;
import java.util.Arrays;

/** A body of blanks that ends after a gibibyte, and tells how much of it was taken. */
public final class EndlessBody extends InputStream {
  public static final long GIBIBYTE = 1L << 30;

  private volatile long sent;

  /** Bytes that were taken, by one reader. */
  public long sent() {
    return sent;
  }

  @Override
  public int read() {
    return taken(1) ? ' ' : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    Arrays.fill(into, from, from + length, (byte) ' ');
    return taken(length) ? length : -1;
  }

  private synchronized boolean taken(int bytes) {
    sent += bytes;
    return sent <= GIBIBYTE;
  }
}
