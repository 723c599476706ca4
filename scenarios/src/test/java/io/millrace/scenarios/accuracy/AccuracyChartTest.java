package io.millrace.scenarios.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.SampleCases;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.Grouping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class AccuracyChartTest {
  private static final CheckResult RESULT =
      new CheckResult(
          List.of(
              SampleCases.predicted("first", "papers", 1, 1.1),
              SampleCases.predicted("second", "papers & labs", 20, 15)));

  @Test
  void drawsTheSamePictureAsBefore() throws IOException {
    try (InputStream golden = AccuracyChartTest.class.getResourceAsStream("two-cases.svg")) {
      assertThat(golden).isNotNull();
      assertThat(AccuracyChart.of(RESULT, Grouping.FAMILY, "Two cases"))
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void saysWhatEachPointIs() throws Exception {
    Document picture = parse(AccuracyChart.of(RESULT, Grouping.FAMILY, "Two cases"));

    NodeList titles = picture.getElementsByTagName("title");
    assertThat(
            IntStream.range(0, titles.getLength()).mapToObj(i -> titles.item(i).getTextContent()))
        .containsExactly(
            "Two cases: 2 cases, median error 17.5 %, mean 17.5 %, 50.0 % in range",
            "first (papers): measured 1 s, predicted 1.1 s (935.0 ms … 1.265 s), +10.0 %",
            "second (papers & labs): measured 20 s, predicted 15 s (12.75 … 17.25 s), -25.0 %");
    assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
        .contains("2 training iterations", "coloured by family");
  }

  @Test
  void tellsFortyGroupsApart() throws Exception {
    List<CaseResult> cases =
        IntStream.range(0, 40)
            .<CaseResult>mapToObj(i -> SampleCases.predicted("c" + i, "family " + i, i + 1, i + 1))
            .toList();

    Document picture = parse(AccuracyChart.of(new CheckResult(cases), Grouping.FAMILY, "Many"));

    assertThat(IntStream.range(0, 40).mapToObj(Marker::of)).doesNotHaveDuplicates();
    assertThat(picture.getElementsByTagName("text").getLength()).isGreaterThan(80);
  }

  @Test
  void drawsAPictureOfNothingToo() throws Exception {
    String picture = AccuracyChart.of(new CheckResult(List.of()), Grouping.FAMILY, "Nothing");

    assertThat(parse(picture).getDocumentElement().getTextContent()).contains("no case");
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
