package io.millrace.ui.journey;

import io.millrace.ui.Application;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.Visitor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The dashboard's server at a port of its own. */
final class Server implements AutoCloseable {
  private static final int MOST = 1000;

  private final ConfigurableApplicationContext context;

  private Server(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Serves what a folder keeps, with further settings as the command line takes them. */
  static Server start(Path folder, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("--server.port=0");
    all.add("--millrace.folder=" + folder.toAbsolutePath());
    return new Server(SpringApplication.run(Application.class, all.toArray(String[]::new)));
  }

  String address(String path) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    return "http://127.0.0.1:" + port + "/" + path;
  }

  <T> List<T> all(Class<T> beans) {
    return context.getBeanProvider(beans).orderedStream().toList();
  }

  /** The runs of whoever is at this machine, the latest first. */
  List<Run> runs() {
    return context.getBean(RunCentre.class).of(Visitor.LOCAL.owner(), MOST);
  }

  @Override
  public void close() {
    context.close();
  }
}
