package io.millrace.scenarios.sweep.spark;

import io.millrace.model.input.Document;
import io.millrace.planner.search.Background;
import io.millrace.scenarios.sweep.SweepRun;
import io.millrace.simulator.Estimator;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apfloat.Apfloat;
import org.duckdb.DuckDBDriver;
import org.jgrapht.Graph;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A JVM that has Spark on its class path, none of our modules, and none of what they bring along.
 *
 * @param words of the command line
 */
record SparkCommand(List<String> words) {
  /** What Spark reaches into (its launcher's JavaModuleOptions). */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.util.calendar");

  /** One class of each library that Spark does not have, and of each module. */
  private static final List<Class<?>> NOT_SPARK =
      List.of(
          Document.class,
          Estimator.class,
          Background.class,
          SweepRun.class,
          SparkCommand.class,
          Apfloat.class,
          CommandLine.class,
          DuckDBDriver.class,
          Graph.class,
          JsonParser.class,
          JsonNode.class,
          YAMLMapper.class,
          Test.class);

  /** The jar with everything but Spark. */
  static final String APPLICATION = System.getProperty("millrace.application", "");

  /** A class of Spark. */
  static SparkCommand of(String mainClass, String... options) {
    return of(classPath(), mainClass, options);
  }

  /** The command line as {@code ./millrace} starts it. */
  static SparkCommand millrace(String... options) {
    return of(
        APPLICATION + File.pathSeparator + classPath(),
        "io.millrace.scenarios.cli.Millrace",
        Stream.concat(Stream.of("-Dmillrace.application=" + APPLICATION), Stream.of(options))
            .toArray(String[]::new));
  }

  private static SparkCommand of(String classPath, String mainClass, String... options) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(it -> words.add("--add-opens=java.base/" + it + "=ALL-UNNAMED"));
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.add("-Xmx1g");
    words.add("-Dspark.driver.host=127.0.0.1");
    words.add("-Dspark.driver.bindAddress=127.0.0.1");
    words.add("-Dspark.executor.memory=768m");
    words.addAll(List.of(options));
    words.addAll(List.of("-cp", classPath, mainClass));
    return new SparkCommand(words);
  }

  /** The same with more words. */
  SparkCommand with(String... more) {
    return new SparkCommand(Stream.concat(words.stream(), Stream.of(more)).toList());
  }

  /** The same, but no file may grow larger, as on a disk that is full. */
  SparkCommand withFilesUpTo(int kibibytes) {
    List<String> limited =
        List.of("bash", "-c", "ulimit -f " + kibibytes + " && exec \"$@\"", "limited");
    return new SparkCommand(Stream.concat(limited.stream(), words.stream()).toList());
  }

  /** Spark's jars and what they need. */
  static String classPath() {
    Set<Path> others =
        NOT_SPARK.stream().map(SparkCommand::origin).collect(Collectors.toUnmodifiableSet());
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(it -> it.endsWith(".jar") && !others.contains(Path.of(it).toAbsolutePath()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
