package io.millrace.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.cost.Operation.Attention;
import io.millrace.simulator.cost.Operation.MatrixProduct;
import io.millrace.simulator.cost.Operation.Quantization;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of timed kernels become operations, bad lines become issues. */
class KernelTimingsTest {
  private static final String GEMM = "kernel_source,gemm_dtype,m,n,k,latency\n";

  @TempDir private Path folder;

  private Parsed<List<MeasuredKernel>> read(String text) throws IOException {
    return KernelTimings.read(Files.writeString(folder.resolve("table.csv"), text));
  }

  @Test
  void readsProductsInMilliseconds() throws IOException {
    List<MeasuredKernel> kernels = read(GEMM + "x,bfloat16,16,32,64,0.25\n").orThrow();

    assertThat(kernels).hasSize(1);
    assertThat(kernels.getFirst().seconds()).isEqualTo(0.25e-3);
    assertThat(kernels.getFirst().work())
        .singleElement()
        .isInstanceOfSatisfying(
            MatrixProduct.class, product -> assertThat(product.flops()).isEqualTo(65_536));
  }

  @Test
  void readsWhatIsCompressed() throws IOException {
    Path file = folder.resolve("table.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((GEMM + "x,bfloat16,16,32,64,0.25\n").getBytes(StandardCharsets.UTF_8));
    }

    assertThat(KernelTimings.read(file).orThrow()).hasSize(1);
  }

  @Test
  void operandsOfEightBitsAreConvertedFirst() throws IOException {
    List<Operation> work = read(GEMM + "x,fp8,16,32,64,0.25\n").orThrow().getFirst().work();

    assertThat(work).hasSize(2);
    assertThat(work.getFirst()).isInstanceOf(Quantization.class);
  }

  @Test
  void aStepMakesAttentionOneQueryToAllBeforeIt() throws IOException {
    String header =
        "kernel_source,batch_size,isl,num_heads,num_key_value_heads,head_dim,attn_dtype,"
            + "kv_cache_dtype,step,latency\n";
    List<Operation> work =
        read(header + "flash,4,1,32,8,128,bfloat16,bfloat16,1023,0.1\n")
            .orThrow()
            .getFirst()
            .work();

    assertThat(work.getLast())
        .isInstanceOfSatisfying(
            Attention.class,
            attention -> {
              assertThat(attention.queries()).isEqualTo(1);
              assertThat(attention.keys()).isEqualTo(1024);
            });
  }

  @Test
  void gradientsOfWeightsSumOverTheTokens() throws IOException {
    List<MeasuredKernel> kernels =
        read("kind,dtype,m,n,k,ms\nwgrad,bf16,8192,1024,512,0.1\n").orThrow();

    assertThat(kernels.getFirst().work())
        .singleElement()
        .isInstanceOfSatisfying(
            MatrixProduct.class, product -> assertThat(product.k()).isEqualTo(8192));
  }

  @Test
  void everyBadLineIsAnIssueWithItsNumber() throws IOException {
    List<Issue> issues =
        read(GEMM + "x,bfloat16,16,32,64,0.25\nx,bfloat16,-1,32,64,1\nx,bfloat16,1,a,64,1\nx,y\n")
            .issues();

    assertThat(issues).extracting(Issue::path).containsExactly("line 3", "line 4", "line 5");
    assertThat(issues.getFirst().message()).isEqualTo("m is -1");
  }

  @Test
  void aTableOfAnotherKindNamesTheKnownOnes() throws IOException {
    List<Issue> issues = read("a,b\n1,2\n").issues();

    assertThat(issues).singleElement().extracting(Issue::path).isEqualTo("line 1");
    assertThat(issues.getFirst().hint()).contains("gemm_dtype");
  }

  @Test
  void aFileThatIsNotThereIsAnIssue() {
    assertThat(KernelTimings.read(folder.resolve("absent.csv")).issues()).hasSize(1);
  }
}
