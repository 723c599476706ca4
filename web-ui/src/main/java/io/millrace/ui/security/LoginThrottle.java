package io.millrace.ui.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.ApplicationListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down who guesses passwords: after some wrong ones an address waits, before any more is
 * looked at. By address and not by name, so that nobody locks out others.
 */
final class LoginThrottle extends OncePerRequestFilter
    implements ApplicationListener<AbstractAuthenticationFailureEvent> {
  private static final int WAIT_SECONDS = 30;

  private final TokenBuckets failures;

  LoginThrottle(TokenBuckets failures) {
    this.failures = failures;
  }

  @Override
  public void onApplicationEvent(AbstractAuthenticationFailureEvent failure) {
    if (failure.getAuthentication().getDetails() instanceof WebAuthenticationDetails details) {
      failures.take(details.getRemoteAddress());
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (triesToLogIn(request) && !failures.has(request.getRemoteAddr())) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(WAIT_SECONDS));
      Refusal.write(
          response,
          HttpStatus.TOO_MANY_REQUESTS,
          "too many wrong passwords from this address; wait half a minute");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean triesToLogIn(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION) != null
        || request.getMethod().equals("POST")
            && request.getServletPath().equals("/" + LoginView.PATH);
  }
}
