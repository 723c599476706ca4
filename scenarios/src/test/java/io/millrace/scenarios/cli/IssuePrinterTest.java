package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Issue;
import io.millrace.scenarios.text.Palette;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuePrinterTest {

  @Test
  void listsEveryIssueWithPathReasonAndHint() {
    String text =
        print(
            "bad.yaml",
            new Issue("cluster.device", "'h10' is no device", "Maybe 'h100'?"),
            Issue.of("plan", "is missing"));

    assertThat(text)
        .isEqualTo(
            """
            millrace: bad.yaml has 2 issues
              cluster.device: 'h10' is no device
                  Maybe 'h100'?
              plan: is missing
            """);
  }

  @Test
  void neverLetsAnInputCommandTheTerminal() {
    assertThat(print("a\u001B[2J", Issue.of("k\r\nx", "\u202E'\u0007'")))
        .isEqualTo("millrace: a\\u001B[2J has 1 issue\n  k\\u000D\\u000Ax: \\u202E'\\u0007'\n");
  }

  @Test
  void cutsEndlessTexts() {
    assertThat(print("x", Issue.of("k".repeat(100_000), "m".repeat(100_000))))
        .hasSizeLessThan(1000);
  }

  private static String print(String source, Issue... issues) {
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(new StringWriter()), new PrintWriter(err), Palette.PLAIN, false);

    assertThat(new IssuePrinter(terminal).print(source, List.of(issues))).isEqualTo(2);
    return err.toString();
  }
}
