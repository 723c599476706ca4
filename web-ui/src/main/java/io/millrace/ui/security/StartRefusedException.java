package io.millrace.ui.security;

import org.springframework.boot.ExitCodeGenerator;

/** The server does not start as it is configured; the process ends with status 2. */
final class StartRefusedException extends RuntimeException implements ExitCodeGenerator {
  private static final long serialVersionUID = 1;
  private static final int BAD_INPUT = 2;

  private final String advice;

  StartRefusedException(String why, String advice) {
    super(why);
    this.advice = advice;
  }

  String advice() {
    return advice;
  }

  @Override
  public int getExitCode() {
    return BAD_INPUT;
  }
}
