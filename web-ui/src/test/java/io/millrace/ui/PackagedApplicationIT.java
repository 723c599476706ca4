package io.millrace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ships, with the libraries that ship with it and none of those of the tests. */
class PackagedApplicationIT {
  @TempDir private Path folder;

  @Test
  void startsAndSaysWhereItIs() throws IOException {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                System.getProperty("millrace.packaged"),
                "--server.port=0",
                "--millrace.folder=" + folder.toAbsolutePath())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = server.inputReader()) {
      assertThat(output.readLine()).startsWith("Millrace is at http://127.0.0.1:");
    } finally {
      server.destroyForcibly();
      server.onExit().join();
    }
  }
}
