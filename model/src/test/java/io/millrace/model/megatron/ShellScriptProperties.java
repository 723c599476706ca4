package io.millrace.model.megatron;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShellScriptProperties {

  @Property(tries = 2000)
  void comesToAnEndWhateverTheTextIs(@ForAll("scripts") String script) {
    assertThatCode(() -> ShellScript.commands(script, Map.of(), new ArrayList<>()))
        .doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<String> scripts() {
    return Arbitraries.of(
            "A=",
            "$A",
            "${A",
            "}",
            "\"",
            "'",
            "(",
            ")",
            "$(",
            "$((",
            "))",
            "`",
            "\\",
            "\n",
            " ",
            "--a",
            "1",
            ";",
            "<<",
            "<",
            ">",
            "#",
            "[@]",
            ":-",
            "eval ",
            "bash -c ",
            "if ",
            "+=",
            "%")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }
}
