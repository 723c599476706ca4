package io.millrace.ui.detail.time;

import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.TrainingPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the page in its place. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

  @Bean
  @Order(20)
  DetailPage timePage() {
    return new TrainingPage("time", "Time", (_, answer) -> new TimePanel(answer));
  }
}
