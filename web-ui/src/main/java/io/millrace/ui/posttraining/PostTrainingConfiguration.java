package io.millrace.ui.posttraining;

import io.millrace.ui.detail.DetailPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The figures of a step among the pages of a simulated plan, before all others. */
@Configuration(proxyBeanMethods = false)
class PostTrainingConfiguration {
  private static final int FIRST = 5;

  @Bean
  @Order(FIRST)
  DetailPage stepPage() {
    return new StepPage();
  }
}
