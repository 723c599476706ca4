package io.millrace.scenarios.sweep.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A stand-alone Spark cluster of two workers on loopback: four processes of this class path. */
final class LoopbackCluster implements AutoCloseable {
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

  private static final String HOST = "127.0.0.1";

  private final Path folder;
  private final String master;
  private final List<Process> workers = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  private LoopbackCluster(Path folder, int port) {
    this.folder = folder;
    this.master = "spark://" + HOST + ":" + port;
  }

  /** Starts one whose logs go to a folder. */
  static LoopbackCluster start(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Files.createDirectories(folder.resolve("home/jars"));
    LoopbackCluster cluster = new LoopbackCluster(folder, port);
    cluster.spawn(
        "master",
        List.of(
            "org.apache.spark.deploy.master.Master",
            "--host",
            HOST,
            "--port",
            String.valueOf(port),
            "--webui-port",
            "0"));
    cluster.awaitMaster(port);
    for (int worker = 1; worker <= 2; worker++) {
      cluster.workers.add(
          cluster.spawn(
              "worker" + worker,
              List.of(
                  "org.apache.spark.deploy.worker.Worker",
                  "--cores",
                  "1",
                  "--memory",
                  "1g",
                  "--webui-port",
                  "0",
                  "--work-dir",
                  folder.resolve("work" + worker).toString(),
                  cluster.master)));
    }
    return cluster;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  String master() {
    return master;
  }

  /** Kills a worker, as if its machine had lost its power. */
  void killWorker(int number) {
    Process worker = workers.get(number);
    worker.descendants().forEach(ProcessHandle::destroyForcibly);
    worker.destroyForcibly();
  }

  /** Starts the command line, as a driver. */
  Process command(String log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("io.millrace.scenarios.cli.Millrace");
    command.addAll(List.of(arguments));
    return spawn(log, command);
  }

  /** What a process wrote. */
  String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private Process spawn(String name, List<String> arguments) throws IOException {
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(it -> command.add("--add-opens=java.base/" + it + "=ALL-UNNAMED"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Xmx1g");
    command.add("-Dspark.driver.host=" + HOST);
    command.add("-Dspark.driver.bindAddress=" + HOST);
    command.add("-Dspark.executor.memory=768m");
    command.add("-Dspark.executor.extraClassPath=" + classPath);
    command.add("-cp");
    command.add(classPath);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME",
                folder.resolve("home").toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                HOST));
    Process process = builder.redirectOutput(folder.resolve(name + ".log").toFile()).start();
    processes.add(process);
    return process;
  }

  private void awaitMaster(int port) throws InterruptedException, IOException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < end) {
      try (Socket _ = new Socket(HOST, port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IOException("the master does not answer: " + log("master"));
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
