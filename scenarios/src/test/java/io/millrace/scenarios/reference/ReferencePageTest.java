package io.millrace.scenarios.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.report.TimePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of terms is the one that the code writes, and knows all that reports name. */
class ReferencePageTest {
  private static final String RENEW = "millrace.renew";
  private static final Path PAGE = Path.of("..", "docs", "reference.md");

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean(RENEW)) {
      Files.writeString(PAGE, ReferencePage.markdown());
    }
    assertThat(Files.readString(PAGE))
        .as("docs/reference.md is older than the code: renew it with -D%s=true", RENEW)
        .isEqualTo(ReferencePage.markdown());
  }

  @ParameterizedTest
  @EnumSource(TimePart.class)
  void everyPartOfTheTimeIsExplained(TimePart part) {
    assertThat(Term.of(TermKind.TIME, part.key())).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Term.class)
  void aTermHasAMeaningAndAFormula(Term term) {
    assertThat(term.meaning()).endsWith(".");
    assertThat(term.formula()).isNotBlank();
  }

  @Test
  void namesOfOneKindDiffer() {
    for (TermKind kind : TermKind.values()) {
      assertThat(Term.of(kind).stream().map(Term::key)).doesNotHaveDuplicates();
    }
    assertThat(Arrays.stream(TermKind.values()).flatMap(it -> Term.of(it).stream()))
        .containsExactlyInAnyOrder(Term.values());
  }
}
