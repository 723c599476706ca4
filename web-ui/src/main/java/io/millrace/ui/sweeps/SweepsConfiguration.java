package io.millrace.ui.sweeps;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where sweeps are. */
@Configuration(proxyBeanMethods = false)
class SweepsConfiguration {

  @Bean
  SweepFolders sweepFolders(@Value("${millrace.folder}") Path folder) {
    return new SweepFolders(folder.resolve("sweeps"));
  }
}
