package io.millrace.model.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParsedTest {
  private static final Issue ISSUE = new Issue("a.b", "is wrong", "do it right");
  private static final Parsed<Integer> WRONG = new Parsed.Invalid<>(List.of(ISSUE));

  @Test
  void goesOnWithAValue() {
    Parsed<Integer> seven = new Parsed.Valid<>(7);

    assertThat(seven.then(it -> new Parsed.Valid<>(it + 1)).orThrow()).isEqualTo(8);
    assertThat(seven.then(it -> WRONG).issues()).containsExactly(ISSUE);
    assertThat(seven.issues()).isEmpty();
  }

  @Test
  void keepsItsIssues() {
    assertThat(WRONG.then(Parsed.Valid::new).issues()).containsExactly(ISSUE);
    assertThatThrownBy(WRONG::orThrow)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("a.b: is wrong\n    do it right")
        .extracting(e -> ((InvalidInputException) e).issues())
        .isEqualTo(List.of(ISSUE));
  }

  @Test
  void isNeverWrongWithoutAReason() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Parsed.Invalid<>(List.of()));
  }
}
