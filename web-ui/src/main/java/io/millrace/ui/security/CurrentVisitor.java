package io.millrace.ui.security;

import io.millrace.ui.runs.Visitor;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whoever is logged in where a request is answered. */
final class CurrentVisitor implements Visitor {
  /** No name of a user makes the owner {@code local}. */
  private static final String PREFIX = "user:";

  @Override
  public String owner() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null || !who.isAuthenticated() || who instanceof AnonymousAuthenticationToken) {
      throw new IllegalStateException("nobody is logged in");
    }
    return PREFIX + who.getName();
  }
}
