package io.millrace.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.theme.lumo.Lumo;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The dashboard's server: a Spring Boot application that serves Vaadin views. */
@SpringBootApplication
@StyleSheet(Lumo.STYLESHEET)
public class Application implements AppShellConfigurator {

  /** Starts the server on the port that {@code server.port} names, 8080 by default. */
  public static void main(String[] arguments) {
    start(arguments);
  }

  static ConfigurableApplicationContext start(String... arguments) {
    return SpringApplication.run(Application.class, arguments);
  }
}
