package io.millrace.ui.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** How much each address may ask: a page asks some dozens of times when it is opened. */
final class RequestLimits extends OncePerRequestFilter {
  private static final long LARGEST_UPLOAD = 16L << 20;

  private final TokenBuckets requests;

  RequestLimits(TokenBuckets requests) {
    this.requests = requests;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!requests.take(request.getRemoteAddr())) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      Refusal.write(
          response,
          HttpStatus.TOO_MANY_REQUESTS,
          "too many requests in a short time; wait a second");
    } else if (request.getContentLengthLong() > LARGEST_UPLOAD) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
      Refusal.write(response, HttpStatus.CONTENT_TOO_LARGE, "a request has at most 16 mebibytes");
    } else {
      chain.doFilter(request, response);
    }
  }
}
