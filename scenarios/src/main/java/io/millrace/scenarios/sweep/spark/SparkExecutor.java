package io.millrace.scenarios.sweep.spark;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.sweep.Chunk;
import io.millrace.scenarios.sweep.MadeChunk;
import io.millrace.scenarios.sweep.SweepExecutor;
import io.millrace.scenarios.sweep.SweepTask;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/**
 * Runs a sweep on a Spark cluster; this process is the driver.
 *
 * @param master such as {@code local[*]} or {@code spark://host:7077}; empty: what {@code
 *     spark-submit} says
 */
public record SparkExecutor(String master) implements SweepExecutor {
  /**
   * The system property that names a folder of jars that executors need besides Spark; absent where
   * {@code spark-submit} brings them.
   */
  static final String APPLICATION = "millrace.application";

  private static final Pattern STANDALONE = Pattern.compile("spark://(?<hosts>.+)");
  private static final int USUAL_PORT = 7077;

  /** Milliseconds for a master to answer. */
  private static final int PATIENCE = 5_000;

  @Override
  public void run(SweepTask task) {
    if (task.chunks().isEmpty()) {
      return;
    }
    try (JavaSparkContext spark = start(task)) {
      run(task, spark);
    }
  }

  private JavaSparkContext start(SweepTask task) {
    requireMaster();
    SparkConf settings = new SparkConf().setAppName("millrace sweep: " + task.name());
    if (!master.isEmpty()) {
      settings.setMaster(master);
    }
    String application = System.getProperty(APPLICATION);
    if (application != null && !master.startsWith("local")) {
      settings.setIfMissing("spark.jars", jars(Path.of(application)));
    }
    // Every chunk comes back through the driver, which keeps none of them.
    settings.setIfMissing("spark.driver.maxResultSize", "0");
    settings.setIfMissing("spark.ui.enabled", "false");
    try {
      return new JavaSparkContext(settings);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          new Issue(
              "--master", "Spark does not start with '" + master + "': " + e.getMessage(), ""));
    }
  }

  /** Spark itself would try for a minute, and then say little. */
  private void requireMaster() {
    Matcher hosts = STANDALONE.matcher(master);
    if (!hosts.matches()) {
      return;
    }
    for (String host : hosts.group("hosts").split(",")) {
      int colon = host.lastIndexOf(':');
      try (Socket socket = new Socket()) {
        int port = colon < 0 ? USUAL_PORT : Integer.parseInt(host.substring(colon + 1));
        socket.connect(
            new InetSocketAddress(colon < 0 ? host : host.substring(0, colon), port), PATIENCE);
        return;
      } catch (IOException | IllegalArgumentException e) {
        // Another of them may answer.
      }
    }
    throw new InvalidInputException(
        new Issue(
            "--master",
            "nobody answers at " + master,
            "start a master of Spark 4.2 there, or leave --master out to run in this process"));
  }

  private static String jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.toString().endsWith(".jar"))
          .map(it -> it.toUri().toString())
          .sorted()
          .collect(Collectors.joining(","));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(SweepTask task, JavaSparkContext spark) {
    Broadcast<SweepDocument> document =
        spark.broadcast(new SweepDocument(task.document(), task.folder()));
    JavaRDD<Chunk> chunks = spark.parallelize(task.chunks(), task.chunks().size());
    ClassTag<MadeChunk> tag = ClassTag.apply(MadeChunk.class);
    spark
        .sc()
        .runJob(
            chunks.rdd(),
            (MakeChunk) it -> document.value().makers().make(it.next()),
            (KeepChunk)
                (_, made) -> {
                  task.keep(made);
                  if (task.cancelled()) {
                    spark.sc().cancelAllJobs();
                  }
                },
            tag);
  }

  /** What a task does, as Scala has it. */
  private interface MakeChunk extends Function1<Iterator<Chunk>, MadeChunk>, Serializable {
    /** The chunk of a partition. */
    MadeChunk make(Iterator<Chunk> partition) throws IOException;

    @Override
    default MadeChunk apply(Iterator<Chunk> partition) {
      try {
        return make(partition);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What the driver does with it, as Scala has it. */
  private interface KeepChunk extends Function2<Object, MadeChunk, BoxedUnit> {
    /** Keeps what came of a partition. */
    void keep(Object partition, MadeChunk made);

    @Override
    default BoxedUnit apply(Object partition, MadeChunk made) {
      keep(partition, made);
      return BoxedUnit.UNIT;
    }
  }
}
