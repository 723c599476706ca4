package io.millrace.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parameters that take the place of those that files give. */
class ParameterSetTest {
  private static final Parameter OLD = new Parameter("a", 1, 0.1, "");
  private static final Parameter NEW = new Parameter("a", 0.5, 0.1, "");
  private static final Parameter OTHER = new Parameter("b", 4, 0.3, "us");

  @Test
  void ofTwoWithOnePathTheLaterCounts() {
    assertThat(ParameterSet.of(List.of(OLD, NEW)).parameters()).containsExactly(NEW);
    assertThat(ParameterSet.of(List.of(OLD)).with(List.of(NEW)).parameters()).containsExactly(NEW);
  }

  @Test
  void setsDoNotChange() {
    ParameterSet set = ParameterSet.of(List.of(OLD));
    ParameterSet more = set.with(List.of(NEW, OTHER));

    assertThat(set.parameter("a")).contains(OLD);
    assertThat(set.parameter("b")).isEmpty();
    assertThat(more.parameter("b")).contains(OTHER);
  }

  @Test
  void parametersComeInTheOrderOfTheirPaths() {
    assertThat(ParameterSet.of(List.of(OTHER, OLD)).parameters()).containsExactly(OLD, OTHER);
  }

  @Test
  void filesMapPathsToParameters() {
    assertThat(read("b: 4 us ± 30 %\na: 1 ± 10 %\n").orThrow().parameters())
        .containsExactly(OLD, OTHER);
  }

  @Test
  void everyEntryOfAFileThatIsNoneIsAnIssueAtItsPath() {
    assertThat(read("a: about one\nb: 4 us ± 30 %\nc: 3 us\n"))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            it -> assertThat(it.issues()).extracting("path").containsExactly("a", "c"));
  }

  @Test
  void issuesShowWhatAParameterLooksLike() {
    assertThat(read("a: about one\n"))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            it ->
                assertThat((Issue) it.issues().getFirst())
                    .extracting(Issue::hint)
                    .asString()
                    .contains("0.91 ± 3 %"));
  }

  private static Parsed<ParameterSet> read(String yaml) {
    return ParameterSet.read(Document.parse(yaml, false).orThrow());
  }
}
