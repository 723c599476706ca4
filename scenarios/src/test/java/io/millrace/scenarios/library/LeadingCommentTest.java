package io.millrace.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeadingCommentTest {

  @Test
  void joinsTheLinesOfTheFirstParagraphToTheSummary() {
    LeadingComment comment =
        LeadingComment.of(
            """
            # A trillion parameters
            # on 3,072 GPUs.
            #
            # The time is derived
            # from the TFLOP/s.
            #
            # Nothing else.
            version: 1
            # not this one
            """);

    assertThat(comment.summary()).isEqualTo("A trillion parameters on 3,072 GPUs.");
    assertThat(comment.remarks()).isEqualTo("The time is derived from the TFLOP/s.\nNothing else.");
  }

  @Test
  void isEmptyWhereAFileStartsWithoutOne() {
    assertThat(LeadingComment.of("version: 1\n# late\n")).isEqualTo(new LeadingComment("", ""));
    assertThat(LeadingComment.of("")).isEqualTo(new LeadingComment("", ""));
    assertThat(LeadingComment.of("#\n#\nversion: 1\n")).isEqualTo(new LeadingComment("", ""));
  }
}
