package io.millrace.ui;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says why the database does not open, most often because another dashboard has it. Spring finds
 * this through {@code META-INF/spring.factories}.
 */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {
  /** H2: another process has the file ({@code ErrorCode.DATABASE_ALREADY_OPEN_1}). */
  private static final int IN_USE = 90020;

  private final Environment environment;

  DatabaseFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
    return cause.getErrorCode() == IN_USE
        ? new FailureAnalysis(
            "another dashboard uses the folder %s already"
                .formatted(environment.getProperty("millrace.folder")),
            "stop it, or give this one a folder of its own: --data DIR",
            failure)
        : new FailureAnalysis(
            "the database %s does not open: %s"
                .formatted(environment.getProperty("spring.datasource.url"), cause.getMessage()),
            "see --data DIR, or the properties spring.datasource.*",
            failure);
  }
}
