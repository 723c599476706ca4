package io.millrace.ui.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers requests to names that the server goes by, pages and the interface for programs alike.
 */
final class KnownNamesOnly extends OncePerRequestFilter {
  private final KnownNames names;

  KnownNamesOnly(KnownNames names) {
    this.names = names;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (names.contain(request.getHeader(HttpHeaders.HOST))) {
      chain.doFilter(request, response);
    } else {
      Refusal.write(
          response,
          HttpStatus.FORBIDDEN,
          "this server does not go by the name in Host; millrace.names adds names");
    }
  }
}
