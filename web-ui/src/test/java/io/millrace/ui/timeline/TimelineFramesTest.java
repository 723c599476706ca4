package io.millrace.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fluent a timeline of 100,000 spans is; writes what docs/timeline.md reports. */
@Tag("slow")
class TimelineFramesTest {
  private static final double WANTED = 30;

  /** A change of what is in view before each of some frames, and how long those took. */
  private static final String FRAMES =
      """
      const [moves, done] = arguments;
      const timeline = document.querySelector('millrace-timeline');
      const move = Function('timeline', 'whole', 'share', moves);
      const whole = timeline.range[1] - timeline.range[0];
      const times = [];
      const FRAMES = 120;
      timeline.view(0, whole);
      const frame = (now) => {
        times.push(now);
        if (times.length <= FRAMES) {
          move(timeline, whole, times.length / FRAMES);
          requestAnimationFrame(frame);
        } else {
          const gaps = times.slice(1).map((at, i) => at - times[i]).sort((a, b) => a - b);
          const mean = (times.at(-1) - times[0]) / gaps.length;
          done([1000 / mean, gaps[Math.floor(gaps.length * 0.95)], gaps.at(-1)]);
        }
      };
      requestAnimationFrame(frame);
      """;

  @Test
  void pansAndZoomsAHundredThousandSpans(@TempDir Path folder) throws IOException {
    StringBuilder rows = new StringBuilder();
    try (TimelineBrowser browser = TimelineBrowser.open(folder)) {
      browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(120));
      browser.show("many");
      double slowest =
          List.of(
                  row(
                      browser,
                      rows,
                      "panning, half in view",
                      "timeline.view(share * whole / 2, (1 + share) * whole / 2)"),
                  row(
                      browser,
                      rows,
                      "panning, a hundredth in view",
                      "timeline.view(share * whole * 0.99, (share * 0.99 + 0.01) * whole)"),
                  row(
                      browser,
                      rows,
                      "zooming from all of it to a thousandth",
                      "timeline.view(0, whole * 0.001 ** share)"))
              .stream()
              .mapToDouble(it -> it)
              .min()
              .orElseThrow();
      Files.writeString(Path.of("..", "docs", "timeline.md"), report(rows.toString(), browser));
      assertThat(slowest).isGreaterThanOrEqualTo(WANTED);
    }
  }

  private static double row(
      TimelineBrowser browser, StringBuilder rows, String what, String moves) {
    List<?> measured = (List<?>) browser.driver().executeAsyncScript(FRAMES, moves);
    List<Double> numbers = measured.stream().map(it -> ((Number) it).doubleValue()).toList();
    rows.append(
        "| %s | %.0f | %.0f ms | %.0f ms |%n"
            .formatted(what, numbers.get(0), numbers.get(1), numbers.get(2)));
    return numbers.getFirst();
  }

  private static String report(String rows, TimelineBrowser browser) {
    return """
    # How fluent the timeline is

    `./millrace test --slow` (`TimelineFramesTest`) opens a timeline of 100,000 spans, 32 lanes with 3,125 each, in headless Chromium %s
    without a graphics processor, at 1280 x 900, and moves it before each of 120 frames. Wanted: at least 30 frames a second. The last result:

    | while | frames a second | 95th percentile of a frame | longest |
    | --- | --- | --- | --- |
    %s"""
        .formatted(browser.driver().getCapabilities().getBrowserVersion(), rows);
  }
}
