package io.millrace.ui.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
  private final AtomicLong clock = new AtomicLong();
  private final TokenBuckets buckets = new TokenBuckets(2, 0.5, clock::get);

  @Test
  void eachHasItsOwnAndItFillsAgain() {
    assertThat(buckets.take("ann")).isTrue();
    assertThat(buckets.take("ann")).isTrue();
    assertThat(buckets.take("ann")).isFalse();
    assertThat(buckets.take("bob")).isTrue();

    clock.addAndGet(2_000_000_000L);

    assertThat(buckets.has("ann")).isTrue();
    assertThat(buckets.take("ann")).isTrue();
    assertThat(buckets.take("ann")).isFalse();
  }
}
