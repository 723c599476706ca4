package io.millrace.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class IssuesTest {

  @Test
  void keepsTheFirstHundredButCountsAll() {
    Issues issues = new Issues();
    for (int i = 0; i < 150; i++) {
      issues.add("key" + i, "is wrong", "");
    }
    assertThat(issues.list()).hasSize(100);
    assertThat(issues.gaps()).isEqualTo(150);
  }

  @Test
  void nothingIsBuiltFromAnObjectWhoseIssueWasTheHundredAndFirst() {
    Issues issues = new Issues();
    for (int i = 0; i < 100; i++) {
      issues.add("key" + i, "is wrong", "");
    }
    Fields fields = Fields.of(Document.parse("{}", true).orThrow(), issues);
    String name = fields.text("name");
    assertThat(fields.build(() -> name)).isEqualTo(Optional.empty());
  }
}
