package io.millrace.ui.detail.overview;

import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.TrainingPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the page in its place. */
@Configuration(proxyBeanMethods = false)
class OverviewConfiguration {

  @Bean
  @Order(10)
  DetailPage overviewPage() {
    return new TrainingPage("overview", "Overview", (_, answer) -> new OverviewPanel(answer));
  }
}
