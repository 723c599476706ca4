package io.millrace.model.nccl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.nccl.NcclMeasurement.Operation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The forms in which people have measured collectives. */
class NcclResultsTest {
  private static final String TWO_NODES =
      """
      $ mpirun -np 4 -N 2 ./build/all_reduce_perf -b 8 -e 128M -f 16 -g 1
      # nThread 1 nGpus 1 minBytes 8 maxBytes 134217728 step: 16(factor) warmup iters: 5 iters: 20
      #
      # Using devices
      #  Rank  0 Group  0 Pid  40127 on    gpu-a-01 device  0 [0x1b] NVIDIA H100 80GB HBM3
      #  Rank  1 Group  0 Pid  40128 on    gpu-a-01 device  1 [0x43] NVIDIA H100 80GB HBM3
      #  Rank  2 Group  0 Pid  51201 on    gpu-a-02 device  0 [0x1b] NVIDIA H100 80GB HBM3
      #  Rank  3 Group  0 Pid  51202 on    gpu-a-02 device  1 [0x43] NVIDIA H100 80GB HBM3
      #
      #                                                              out-of-place                       in-place
      #       size         count      type   redop    root     time   algbw   busbw #wrong     time   algbw   busbw #wrong
      #        (B)    (elements)                               (us)  (GB/s)  (GB/s)            (us)  (GB/s)  (GB/s)
                 8             2     float     sum      -1    28.41    0.00    0.00      0    27.90    0.00    0.00      0
           2097152        524288     float     sum      -1   104.20   20.13   30.19      0   103.10   20.34   30.51      0
      # Out of bounds values : 0 OK
      # Avg bus bandwidth    : 15.1733
      #
      """;

  private static final String ALL_TO_ALL =
      """
      # Collective test starting: alltoall_perf
      #  Rank  0 Group  0 Pid   9 on  node7 device  0 [0x07] NVIDIA A100-SXM4-80GB
      #  Rank  1 Group  0 Pid   9 on  node7 device  1 [0x0b] NVIDIA A100-SXM4-80GB
           1048576        131072     float    none      -1    22.80   45.99   22.99      0    22.50   46.60   23.30    N/A
      """;

  private static List<NcclMeasurement> read(String text) {
    return NcclResults.parse(text, Optional.empty()).orThrow();
  }

  private static List<Issue> issues(String text) {
    return switch (NcclResults.parse(text, Optional.empty())) {
      case Parsed.Valid<List<NcclMeasurement>> valid -> List.of();
      case Parsed.Invalid<List<NcclMeasurement>> invalid -> invalid.issues();
    };
  }

  private static long nanoseconds(NcclMeasurement measurement) {
    return Math.round(measurement.seconds() * 1e9);
  }

  @Test
  void readsTimesOutOfPlaceAndInPlaceAndCountsHosts() {
    assertThat(read(TWO_NODES))
        .extracting(
            NcclMeasurement::operation,
            NcclMeasurement::ranks,
            NcclMeasurement::nodes,
            NcclMeasurement::bytes,
            NcclResultsTest::nanoseconds)
        .containsExactly(
            tuple(Operation.ALL_REDUCE, 4, 2, 8.0, 28410L),
            tuple(Operation.ALL_REDUCE, 4, 2, 8.0, 27900L),
            tuple(Operation.ALL_REDUCE, 4, 2, 2097152.0, 104200L),
            tuple(Operation.ALL_REDUCE, 4, 2, 2097152.0, 103100L));
  }

  /** Each run lists its own ranks, and says which test it is. */
  @Test
  void readsSeveralRunsInOneFile() {
    assertThat(read(TWO_NODES + ALL_TO_ALL))
        .extracting(NcclMeasurement::operation, NcclMeasurement::ranks, NcclMeasurement::nodes)
        .contains(tuple(Operation.ALL_REDUCE, 4, 2), tuple(Operation.ALL_TO_ALL, 2, 1))
        .hasSize(6);
  }

  /** Older versions print no operator for what does not reduce, and no in-place column. */
  @Test
  void readsRowsWithoutOperator() {
    String text =
        """
        # all_gather_perf
        #  Rank  0 Pid   9 on  node7 device  0 [0x07] NVIDIA A100-SXM4-80GB
        #  Rank  1 Pid   9 on  node7 device  1 [0x0b] NVIDIA A100-SXM4-80GB
             1048576        131072     float    22.80   45.99   22.99    N/A
        """;

    assertThat(read(text)).extracting(NcclResultsTest::nanoseconds).containsExactly(22800L);
  }

  @Test
  void readsJson() {
    String text =
        """
        {"version": "2.17", "args": ["./build/reduce_scatter_perf", "-J", "out.json"],
         "ranks": [{"rank": 0, "hostname": "n1"}, {"rank": 1, "hostname": "n1"},
                   {"rank": 2, "hostname": "n2"}, {"rank": 3, "hostname": "n2"}],
         "results": [
           {"size": 0, "out_of_place": {"time": 1.0}},
           {"size": 1048576, "count": 65536, "type": "float", "redop": "sum", "root": -1,
            "out_of_place": {"time": 61.5, "alg_bw": 17.0, "bus_bw": 12.8, "nwrong": 0},
            "in_place": {"time": 60.5, "alg_bw": 17.3, "bus_bw": 13.0, "nwrong": 0}}]}
        """;

    assertThat(read(text))
        .extracting(
            NcclMeasurement::operation, NcclMeasurement::nodes, NcclResultsTest::nanoseconds)
        .containsExactly(
            tuple(Operation.REDUCE_SCATTER, 2, 61500L), tuple(Operation.REDUCE_SCATTER, 2, 60500L));
  }

  /** Sizes of the table are in elements, times in milliseconds. */
  @Test
  void readsTables() {
    String text =
        """
        framework,op_name,nccl_dtype,num_gpus,message_size,latency
        TRTLLM,all_gather,half,8,1024,0.0146
        TRTLLM,all_reduce,int8,2,1024,0.0100
        """;

    assertThat(read(text))
        .extracting(
            NcclMeasurement::bytes, NcclResultsTest::nanoseconds, NcclMeasurement::reducible)
        .containsExactly(tuple(2048.0, 14600L, true), tuple(1024.0, 10000L, false));
  }

  @Test
  void namesAllBadLinesAtOnce() {
    String text =
        """
        op_name,nccl_dtype,num_gpus,message_size,latency
        all_gather,half,8,1024,fast
        gather,half,8,1024,0.1
        all_gather,half,8,1024
        all_gather,quarter,8,1024,0.1
        """;

    assertThat(issues(text))
        .extracting(Issue::path)
        .containsExactly("line 2", "line 3", "line 4", "line 5");
  }

  @Test
  void rowsNeedRanksAndATest() {
    String row = "1048576 131072 float none -1 22.80 45.99 22.99 0 22.50 46.60 23.30 0\n";

    assertThat(issues(row)).extracting(Issue::message).containsExactly("belongs to no known test");
    assertThat(issues("# alltoall_perf\n" + row))
        .extracting(Issue::message)
        .containsExactly("follows no list of at least two ranks");
    assertThat(issues(ALL_TO_ALL + row.replace("22.80", "?") + "4 oops\n"))
        .extracting(Issue::path)
        .containsExactly("line 5", "line 6");
  }

  @Test
  void otherTextsHaveNoMeasurements() {
    assertThat(issues("hello")).hasSize(1);
    assertThat(issues("{\"results\": 3}")).hasSize(3);
    assertThat(issues("{")).isNotEmpty();
  }
}
