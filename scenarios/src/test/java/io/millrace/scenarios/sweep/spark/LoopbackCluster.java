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

/**
 * A stand-alone Spark cluster of two workers on loopback, of Spark's own jars and nothing of ours:
 * what somebody has who installed Spark.
 */
final class LoopbackCluster implements AutoCloseable {
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
        SparkCommand.of("org.apache.spark.deploy.master.Master")
            .with("--host", HOST, "--port", String.valueOf(port), "--webui-port", "0"));
    cluster.awaitMaster(port);
    for (int worker = 1; worker <= 2; worker++) {
      cluster.workers.add(
          cluster.spawn(
              "worker" + worker,
              SparkCommand.of("org.apache.spark.deploy.worker.Worker")
                  .with("--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir")
                  .with(folder.resolve("work" + worker).toString(), cluster.master)));
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

  /** Starts a process of the cluster, or a driver beside it. */
  Process spawn(String log, SparkCommand command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SPARK_HOME",
                folder.resolve("home").toString(),
                "SPARK_DIST_CLASSPATH",
                SparkCommand.classPath(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                HOST));
    Process process = builder.redirectOutput(folder.resolve(log + ".log").toFile()).start();
    processes.add(process);
    return process;
  }

  /** What a process wrote. */
  String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
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
