package io.millrace.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class NearestWordProperties {
  private static final List<String> KNOWN =
      List.of("globalBatch", "sequence", "interNodePerDevice");

  @Property
  void aWordIsNearestToItself(@ForAll @AlphaChars @StringLength(min = 1, max = 30) String word) {
    assertThat(NearestWord.find(word, List.of("something-else", word))).contains(word);
  }

  @Property
  void oneWrongLetterIsForgiven(
      @ForAll @IntRange(min = 0, max = 2) int which,
      @ForAll @IntRange(min = 0, max = 17) int where,
      @ForAll @AlphaChars char letter) {
    String word = KNOWN.get(which);
    int at = where % word.length();
    String misspelt = word.substring(0, at) + letter + word.substring(at + 1);

    assertThat(NearestWord.find(misspelt, KNOWN)).contains(word);
  }
}
