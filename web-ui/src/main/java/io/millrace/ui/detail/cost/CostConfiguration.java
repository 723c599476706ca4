package io.millrace.ui.detail.cost;

import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.TrainingPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the page in its place. */
@Configuration(proxyBeanMethods = false)
class CostConfiguration {

  @Bean
  @Order(90)
  DetailPage costPage() {
    return new TrainingPage("cost", "Cost and energy", CostPanel::new);
  }
}
