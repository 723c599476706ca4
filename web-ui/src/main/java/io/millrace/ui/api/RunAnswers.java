package io.millrace.ui.api;

import io.millrace.model.report.JsonText;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * What is said of a run that was just asked: its answer, if that is there as soon as whoever asks
 * prefers to wait ({@code Prefer: wait}, RFC 7240), else where it is found. No more requests wait
 * than the centre takes runs.
 */
final class RunAnswers {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,6})");

  private final RunCentre centre;

  RunAnswers(RunCentre centre) {
    this.centre = centre;
  }

  /** How long a request prefers to wait, at most a minute; no time where it says nothing. */
  static Duration patience(HttpHeaders headers) {
    String preferred = String.join(",", headers.getOrEmpty("Prefer")).toLowerCase(Locale.ROOT);
    Matcher wait = WAIT.matcher(preferred);
    if (!wait.find()) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Integer.parseInt(wait.group(1)));
    return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }

  ResponseEntity<String> of(Run asked, Duration patience) {
    Run run = patience.isZero() ? asked : awaited(asked, patience);
    URI address = URI.create(Api.address(run));
    if (!run.state().isFinal()) {
      return Api.json(ResponseEntity.accepted().location(address), JsonText.of(RunJson.of(run)));
    }
    if (run.answer().isEmpty()) {
      HttpHeaders where = new HttpHeaders();
      where.setLocation(address);
      String why = "the run is " + run.state().key() + ": " + run.note();
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, why, List.of(), where).exception();
    }
    return Api.json(ResponseEntity.ok().location(address), run.answer().get());
  }

  private Run awaited(Run asked, Duration patience) {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Runnable unlisten =
        centre.listen(
            it -> {
              if (it.id().equals(asked.id()) && it.state().isFinal()) {
                ended.complete(true);
              }
            });
    try {
      // It may have ended before anybody listened.
      if (!now(asked).state().isFinal()) {
        ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      // Then it is told how far it is.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      unlisten.run();
    }
    return now(asked);
  }

  private Run now(Run asked) {
    return centre.find(asked.owner(), asked.id()).orElse(asked);
  }
}
