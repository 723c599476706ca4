package io.millrace.scenarios.svg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgElementTest {

  @Test
  void writesAttributesAndContentInTheOrderTheyWereGiven() {
    SvgElement picture =
        SvgElement.picture(20, 10)
            .add(SvgElement.of("circle").with("cx", 1.25).with("cy", 2).with("r", 0.04))
            .add(SvgElement.of("g").add(SvgElement.of("text").with("x", -0.01).text("all")));

    assertThat(picture.write())
        .isEqualTo(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10">
              <circle cx="1.2" cy="2" r="0"/>
              <g>
                <text x="0">all</text>
              </g>
            </svg>
            """);
  }

  @Test
  void escapesMarkupAndDropsWhatXmlForbids() {
    String written =
        SvgElement.of("text").with("id", "\"<&>\"").text("a < b & c > d\u0001\u001b").write();

    assertThat(written)
        .isEqualTo("<text id=\"&quot;&lt;&amp;&gt;&quot;\">a &lt; b &amp; c &gt; d</text>\n");
  }
}
