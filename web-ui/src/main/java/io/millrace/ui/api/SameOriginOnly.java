package io.millrace.ui.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses what a page of another site makes a visitor's browser ask: browsers say where a request
 * comes from in {@code Origin} (RFC 6454) and {@code Sec-Fetch-Site} (W3C, Fetch Metadata);
 * programs that are no browsers send neither. Compressed requests are refused too.
 */
final class SameOriginOnly implements HandlerInterceptor {
  private static final Set<String> FROM_HERE = Set.of("same-origin", "none");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (isOurs(handler)) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      check(request);
      refuseCompressed(request);
    }
    return true;
  }

  /** What is said to be compressed would be read as it is, and make no sense. */
  private static void refuseCompressed(HttpServletRequest request) {
    if (header(request, HttpHeaders.CONTENT_ENCODING)
        .filter(it -> !it.equals("identity"))
        .isPresent()) {
      throw Problem.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the request is compressed: send it as it is")
          .exception();
    }
  }

  private static boolean isOurs(Object handler) {
    return handler instanceof HandlerMethod method && ApiErrors.isOurs(method);
  }

  private void check(HttpServletRequest request) {
    String host = header(request, HttpHeaders.HOST).orElse("");
    if (header(request, HttpHeaders.ORIGIN).filter(it -> !isAt(it, host)).isPresent()
        || header(request, "Sec-Fetch-Site").filter(it -> !FROM_HERE.contains(it)).isPresent()) {
      throw refused("the request comes from a page of another site");
    }
  }

  /** Which of http and https it is a proxy may have changed on the way. */
  private static boolean isAt(String origin, String host) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private static Optional<String> header(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).map(it -> it.toLowerCase(Locale.ROOT));
  }

  private static ProblemException refused(String why) {
    return Problem.of(HttpStatus.FORBIDDEN, why).exception();
  }
}
