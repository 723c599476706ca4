package io.millrace.ui.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchArchiveTest {

  @Test
  void filesComeOutAsTheyWentIn() throws IOException {
    Map<String, String> files = Map.of("launch.sh", "#!/bin/bash\n", "conf/a.yaml", "naïve: ü\n");

    assertThat(unzip(LaunchArchive.of(files).bytes())).isEqualTo(files);
  }

  @Test
  void equalFilesMakeEqualBytes() {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("a", "1");
    one.put("b", "2");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("b", "2");
    other.put("a", "1");

    assertThat(LaunchArchive.of(one).bytes()).isEqualTo(LaunchArchive.of(other).bytes());
  }

  @Test
  void everyLauncherHasAFolderOfItsOwn() {
    assertThat(
            LaunchArchive.ofFolders(
                    Map.of("verl", Map.of("launch.sh", "a"), "areal", Map.of("launch.sh", "b")))
                .files())
        .containsExactly(Map.entry("areal/launch.sh", "b"), Map.entry("verl/launch.sh", "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        ".",
        "../x",
        "a/../../x",
        "a/..",
        "/etc/passwd",
        "/",
        "a/",
        "a//b",
        "\\x",
        "..\\x",
        "a\\..\\..\\x",
        "C:x",
        "C:\\x",
        "a/./b",
        "...",
        "a/b.",
        "-rf",
        "a b",
        "a\nb",
        "a\u0000b",
        "é",
        "%2e%2e/x",
        "~/x",
        "$HOME",
        "a/ "
      })
  void aNameThatCouldLeaveTheFolderIsRefused(String name) {
    Map<String, String> files = Map.of("fine", "", name, "text");

    assertThatThrownBy(() -> LaunchArchive.of(files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void aFolderThatLeadsOutIsRefused() {
    assertThatThrownBy(() -> LaunchArchive.ofFolders(Map.of("..", Map.of("x", ""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesThatDifferInCaseAloneAreRefusedAsSomeDisksTakeThemForOne() {
    assertThatThrownBy(() -> LaunchArchive.of(Map.of("README.md", "", "readme.md", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two files");
  }

  @Test
  void aFileThatIsAFolderTooIsRefused() {
    assertThatThrownBy(() -> LaunchArchive.of(Map.of("conf", "", "conf/a", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a file and a folder");
  }

  @Test
  void aNameForADownloadHasNothingThatAHeaderOrAFolderMinds() {
    assertThat(LaunchArchive.fileName("../a\"b\r\nSet-Cookie: x/ü", ".zip"))
        .isEqualTo("a-b-Set-Cookie-x.zip");
    assertThat(LaunchArchive.fileName("llama-3.1", ".zip")).isEqualTo("llama-3.1.zip");
    assertThat(LaunchArchive.fileName("…", ".zip")).isEqualTo("plan.zip");
    assertThat(LaunchArchive.fileName("a".repeat(500), ".zip")).hasSizeLessThan(100);
  }

  static Map<String, String> unzip(byte[] bytes) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }
}
