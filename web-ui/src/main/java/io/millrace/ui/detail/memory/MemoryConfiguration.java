package io.millrace.ui.detail.memory;

import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.TrainingPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the page in its place. */
@Configuration(proxyBeanMethods = false)
class MemoryConfiguration {

  @Bean
  @Order(30)
  DetailPage memoryPage() {
    return new TrainingPage("memory", "Memory", (_, answer) -> new MemoryPanel(answer));
  }
}
