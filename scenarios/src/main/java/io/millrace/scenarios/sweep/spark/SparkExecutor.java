package io.millrace.scenarios.sweep.spark;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.sweep.Chunk;
import io.millrace.scenarios.sweep.MadeChunk;
import io.millrace.scenarios.sweep.SharedResults;
import io.millrace.scenarios.sweep.SweepExecutor;
import io.millrace.scenarios.sweep.SweepTask;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.package$;
import scala.Function2;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/**
 * Runs a sweep on a Spark cluster; this process is the driver.
 *
 * @param master such as {@code local[*]} or {@code spark://host:7077}
 */
public record SparkExecutor(String master) implements SweepExecutor {
  /**
   * The system property that names the jar that executors need besides Spark; absent where {@code
   * spark-submit} brings it.
   */
  static final String APPLICATION = "millrace.application";

  private static final Pattern STANDALONE = Pattern.compile("spark://(?<hosts>.+)");
  private static final int USUAL_PORT = 7077;

  /** Milliseconds for a master to answer. */
  private static final int PATIENCE = 5_000;

  /**
   * Spark's setting that says whether executors that see the folder of the results keep chunks
   * there themselves, which is usual; otherwise all come to the driver.
   */
  static final String EXECUTORS_WRITE = "spark.millrace.executorsWrite";

  @Override
  public void run(SweepTask task) {
    if (task.chunks().isEmpty()) {
      return;
    }
    requireMaster();
    try (JavaSparkContext spark = new JavaSparkContext(settings(task))) {
      run(task, spark);
    } catch (Exception e) { // also checked ones, of which Scala says nothing
      throw SparkFailure.of(e, master, package$.MODULE$.SPARK_VERSION());
    }
  }

  private SparkConf settings(SweepTask task) {
    SparkConf settings =
        new SparkConf().setAppName("millrace sweep: " + task.name()).setMaster(master);
    String application = System.getProperty(APPLICATION);
    if (application != null && !master.startsWith("local")) {
      settings.setIfMissing("spark.jars", Path.of(application).toUri().toString());
    }
    // Chunks that come to the driver leave it at once.
    settings.setIfMissing("spark.driver.maxResultSize", "0");
    settings.setIfMissing("spark.ui.enabled", "false");
    // A worker whose disk is full fails faster than others work, and would get every chunk.
    settings.setIfMissing("spark.excludeOnFailure.enabled", "true");
    settings.setIfMissing("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "2");
    // Where all fail, others are unlikely to come; the usual is two minutes.
    settings.setIfMissing("spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout", "5s");
    return settings;
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
            "start a master of Spark %s there, or leave --master out to run in this process"
                .formatted(package$.MODULE$.SPARK_VERSION())));
  }

  private static void run(SweepTask task, JavaSparkContext spark) {
    try (ExecutorWatch watch = ExecutorWatch.over(spark.sc());
        SharedResults shared = task.share()) {
      boolean direct = spark.getConf().getBoolean(EXECUTORS_WRITE, true);
      ChunkTask make =
          new ChunkTask(
              spark.broadcast(new SweepDocument(task.document(), task.folder())),
              direct ? it -> keep(it, shared) : Delivery.Carried::new);
      try {
        run(task, spark, make);
      } catch (Exception e) {
        watch.requireExecutors();
        if (!task.cancelled()) {
          throw e;
        }
      }
    }
  }

  /** The route by way of a folder that all see; those who do not see it carry the chunk. */
  private static Delivery keep(MadeChunk made, SharedResults shared) {
    return shared.keep(made)
        ? new Delivery.Kept(made.rows(), made.failures())
        : new Delivery.Carried(made);
  }

  private static void run(SweepTask task, JavaSparkContext spark, ChunkTask make) {
    JavaRDD<Chunk> chunks = spark.parallelize(task.chunks(), task.chunks().size());
    ClassTag<Delivery> tag = ClassTag.apply(Delivery.class);
    Arrival arrival =
        (_, delivery) -> {
          delivery.arrive(task);
          if (task.cancelled()) {
            spark.sc().cancelAllJobs();
          }
        };
    spark.sc().runJob(chunks.rdd(), make, arrival, tag);
  }

  /** What the driver does with a delivery, as Scala has it. */
  private interface Arrival extends Function2<Object, Delivery, BoxedUnit> {
    /** Takes what came of a partition. */
    void take(Object partition, Delivery delivery);

    @Override
    default BoxedUnit apply(Object partition, Delivery delivery) {
      take(partition, delivery);
      return BoxedUnit.UNIT;
    }
  }
}
