package io.millrace.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What browsers are given to draw. */
class PictureTest {

  static Stream<ChartDescription> all() {
    return Stream.of(
        SampleCharts.scatter(),
        SampleCharts.bars(),
        SampleCharts.lines(),
        SampleCharts.heatMap(),
        SampleCharts.tornado());
  }

  static Stream<ChartDescription> empty() {
    Axis axis = Axis.of("length", "m").with(new Axis.Limit("most", 3));
    return Stream.of(
        new Scatter("none", "Point", axis, axis, List.of(), List.of()),
        new StackedBars("none", "Bar", axis, List.of(), List.of()),
        new Lines("none", axis, axis, List.of()),
        new HeatMap("none", axis, "x", List.of(), "y", List.of(), List.of()),
        new Tornado("none", axis, 1, List.of()));
  }

  private static List<JsonNode> data(Picture picture) {
    return picture
        .option()
        .get("series")
        .valueStream()
        .flatMap(series -> series.get("data").valueStream())
        .filter(JsonNode::isObject)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyDatumStandsForARowOfTheTable(ChartDescription description) {
    Picture picture = Picture.of(description);

    assertThat(data(picture)).isNotEmpty().allMatch(it -> it.get("row").isInt());
    assertThat(data(picture).stream().map(it -> it.get("row").asInt()).distinct())
        .hasSize(picture.rows().size());
    assertThat(picture.rows()).isNotEmpty().allMatch(row -> row.size() == picture.columns().size());
  }

  @ParameterizedTest
  @MethodSource({"all", "empty"})
  void everyPictureIsSaidInWords(ChartDescription description) {
    assertThat(Picture.of(description).summary()).startsWith(description.title() + ". ");
  }

  @ParameterizedTest
  @MethodSource("empty")
  void nothingIsAPictureToo(ChartDescription description) {
    Picture picture = Picture.of(description);

    assertThat(picture.rows()).isEmpty();
    assertThat(data(picture)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void noFormatIsMadeOfTexts(ChartDescription description) {
    assertThat(Picture.of(description).option().findValuesAsString("formatter"))
        .allSatisfy(it -> assertThat(it).matches("\\{b}|[\\d.,]+"));
  }

  @Test
  void saysWhatPointsShow() {
    assertThat(Picture.of(SampleCharts.scatter()).summary())
        .contains(
            "63 points", "iteration time (s) from 2", "are not possible", "tensor 4, pipeline 2");
  }

  @Test
  void pointsOutOfTheQuestionAreASeriesOfTheirOwn() {
    Axis axis = Axis.of("length", "m");
    List<Scatter.Point> points =
        List.of(
            new Scatter.Point("a", "A", "g", 1, 2),
            new Scatter.Point("b", "B", "g", 3, 4, "too long"));

    Picture picture = Picture.of(new Scatter("t", "Point", axis, axis, points, List.of()));

    JsonNode impossible = picture.option().get("series").get(1);
    assertThat(impossible.get("name").asString()).isEqualTo("not possible");
    assertThat(impossible.get("data").findValuesAsString("id")).containsExactly("b");
    assertThat(picture.columns()).endsWith("Why not");
    assertThat(picture.rows().get(1).get(4).asString()).isEqualTo("too long");
  }

  @Test
  void endsOfATornadoOnOneSideShareTheLabelOfTheLongerBar() {
    Tornado oneSided =
        new Tornado(
            "One side",
            Axis.of("time", "s"),
            10,
            List.of(
                new Tornado.Swing(
                    "micro-batch", new Tornado.Side("half", 11), new Tornado.Side("twice", 12))));

    Picture picture = Picture.of(oneSided);

    assertThat(picture.option().at("/series/0/data/0/label/show").asBoolean()).isFalse();
    assertThat(picture.option().at("/series/1/data/0/label/show").asBoolean()).isTrue();
    assertThat(picture.option().at("/series/1/data/0/label/formatter").asString())
        .isEqualTo("half, {b}");
  }

  @Test
  void aTornadoBeginsWithWhatMattersMost() {
    Picture picture = Picture.of(SampleCharts.tornado());

    assertThat(picture.rows())
        .extracting(row -> row.get(0).asString())
        .containsExactly(
            "peak compute", "network bandwidth", "memory bandwidth", "network latency");
    assertThat(picture.option().get("series").get(0).get("data").get(0).get("value").asDouble())
        .isCloseTo(5.1 - 4.2, Offset.offset(1e-12));
    assertThat(picture.summary()).contains("The widest: peak compute, 5.1 to 3.6");
  }

  @Test
  void barsAddUpToTheirTotals() {
    assertThat(Picture.of(SampleCharts.bars()).rows())
        .extracting(row -> row.get(5).asDouble())
        .containsExactly(75.0, 62.0, 52.0, 48.0);
  }

  @Test
  void refusesWhatHasNoPlaceInAChart() {
    Axis axis = Axis.of("length", "m");
    Scatter.Point point = new Scatter.Point("a", "A", "g", 1, 2);

    assertThatThrownBy(() -> new Scatter.Point("a", "A", "g", Double.NaN, 1))
        .hasMessageContaining("A is NaN");
    assertThatThrownBy(
            () -> new Scatter("t", "Point", axis, axis, List.of(point, point), List.of()))
        .hasMessageContaining("'a'");
    assertThatThrownBy(() -> new Scatter("t", "Point", axis, axis, List.of(), List.of("z")))
        .hasMessageContaining("'z'");
    assertThatThrownBy(() -> new StackedBars.Part("p", "red;}", List.of()))
        .hasMessageContaining("red;}");
    assertThatThrownBy(
            () ->
                new StackedBars(
                    "t", "Bar", axis, List.of("b"), List.of(new StackedBars.Part("p", List.of()))))
        .hasMessageContaining("0 lengths for 1 bars");
    assertThatThrownBy(
            () ->
                new HeatMap(
                    "t",
                    axis,
                    "x",
                    List.of("1"),
                    "y",
                    List.of("1"),
                    List.of(new HeatMap.Cell(0, 1, 2))))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
