package io.millrace.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.lumo.Lumo;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.ui.library.LibraryRuns;
import io.millrace.ui.plan.WorkedExample;
import io.millrace.ui.runs.CheckWork;
import io.millrace.ui.runs.PlanningWork;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunStore;
import io.millrace.ui.runs.SimulationWork;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import io.millrace.ui.security.AddUser;
import io.millrace.ui.security.Login;
import io.millrace.ui.sweeps.SweepFolders;
import io.millrace.ui.sweeps.SweepWork;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dashboard's server: a Spring Boot application that serves Vaadin views. */
@SpringBootApplication
@Push
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("context://millrace/dashboard.css")
@ColorScheme(ColorScheme.Value.SYSTEM)
public class Application implements AppShellConfigurator {

  /** The project's picture, as the server serves it. */
  static final String ICON = "millrace/icon.svg";

  /** A search takes all cores; a second one need not wait for a long one to end. */
  private static final int AT_A_TIME = 2;

  private static final int WAITING = 50;

  /** Of one person, where there are several. */
  private static final int OF_ONE = 10;

  /**
   * Starts the server at {@code server.address} and {@code server.port}, by default port 8080 for
   * this machine only, and prints where it is.
   *
   * @throws IOException if a users file that is asked for cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Optional<Integer> status = AddUser.of(arguments);
    if (status.isPresent()) {
      System.exit(status.get());
    }
    Environment environment = start(arguments).getEnvironment();
    InetAddress address = InetAddress.getByName(environment.getRequiredProperty("server.address"));
    String host = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
    String port = environment.getRequiredProperty("local.server.port");
    IO.println("Millrace is at http://" + host + ":" + port + "/ (Ctrl-C stops it)");
  }

  static ConfigurableApplicationContext start(String... arguments) {
    return SpringApplication.run(Application.class, arguments);
  }

  /** The runs that all visitors share. */
  @Bean
  LibraryRuns libraryRuns() {
    return new LibraryRuns(ScenarioLibrary.open(), ScenarioRunner.bundled());
  }

  /** The runs that people start, kept in the database. */
  @Bean
  RunCentre runCentre(JdbcClient database, SweepFolders sweeps, Login login) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new RunCentre(
        new RunStore(database),
        Map.of(
            RunKind.SIMULATION,
            new SimulationWork(),
            RunKind.PLANNING,
            new PlanningWork(cores),
            RunKind.SWEEP,
            new SweepWork(sweeps, cores),
            RunKind.CHECK,
            new CheckWork()),
        new RunCentre.Limits(AT_A_TIME, WAITING, login.isOn() ? OF_ONE : AT_A_TIME + WAITING),
        Clock.systemUTC());
  }

  /** Those of whoever asks for them: a view or a request gets its own. */
  @Bean
  @Scope(BeanDefinition.SCOPE_PROTOTYPE)
  VisitorRuns visitorRuns(RunCentre centre, Visitor visitor) {
    return new VisitorRuns(centre, visitor.owner());
  }

  /** Has the worked example's answer ready before anybody opens the page, where it is known who. */
  @Bean
  ApplicationRunner workedExample(RunCentre centre, Login login) {
    return _ -> {
      if (!login.isOn()) {
        WorkedExample.of(new VisitorRuns(centre, Visitor.LOCAL.owner()));
      }
    };
  }

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.addFavIcon("icon", ICON, "any");
    settings.addMetaTag("description", "A dataflow simulator and capacity planner for AI systems");
  }
}
