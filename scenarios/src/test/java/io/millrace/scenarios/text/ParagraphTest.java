package io.millrace.scenarios.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {

  @Test
  void breaksBetweenWordsAndIndentsLaterLines() {
    assertThat(Paragraph.wrap("one two  three\nfour", 9))
        .containsExactly("one two", "    three", "    four");
    assertThat(Paragraph.wrap("short", 9)).containsExactly("short");
  }

  @Test
  void neverBreaksAWord() {
    assertThat(Paragraph.wrap("incomprehensibilities", 9)).containsExactly("incomprehensibilities");
  }
}
