package io.millrace.ui.timeline;

import io.millrace.ui.detail.DetailPage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The timeline among the pages of a simulated plan. */
@Configuration(proxyBeanMethods = false)
class TimelineConfiguration {
  private static final int AFTER_MEMORY = 35;

  @Bean
  @Order(AFTER_MEMORY)
  DetailPage timelinePage() {
    return new TimelinePage(new Timelines());
  }
}
