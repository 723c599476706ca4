package io.millrace.ui.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

class StartGuardTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", ""})
  void withoutALoginNoOtherMachineIsAnswered(String address) {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> start("server.address", address))
        .satisfies(
            refused -> {
              assertThat(refused.getExitCode()).isEqualTo(2);
              assertThat(refused.advice()).contains("--users FILE");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
  void thisMachineIs(String address) {
    assertThatCode(() -> start("server.address", address)).doesNotThrowAnyException();
  }

  @Test
  void withALoginOtherMachinesAre() {
    assertThatCode(() -> start("server.address", "0.0.0.0", "millrace.users", "users"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann:secret", "ann:{noop}secret", "ann", ":{bcrypt}x", ""})
  void aFileWithoutProperHashesIsRefused(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("users"), line);

    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> UsersFile.read(file))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
  }

  @Test
  void aUserWhoIsAddedAgainHasTheNewPasswordOnly() throws IOException {
    Path file = folder.resolve("users");
    AddUser.write(file, "ann", "the old one");
    AddUser.write(file, "ann", "the new one");

    String hash = UsersFile.read(file).hashes().get("ann");

    assertThat(UsersFile.encoder().matches("the new one", hash)).isTrue();
    assertThat(UsersFile.encoder().matches("the old one", hash)).isFalse();
  }

  private static void start(String... properties) {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      var values = new java.util.HashMap<String, Object>();
      for (int i = 0; i < properties.length; i += 2) {
        values.put(properties[i], properties[i + 1]);
      }
      context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", values));
      new StartGuard().initialize(context);
    }
  }
}
