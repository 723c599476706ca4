package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.query.Surface;
import io.millrace.scenarios.query.SweepRows;
import io.millrace.scenarios.query.chart.SurfaceChart;
import io.millrace.scenarios.text.PlaneTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace query DIR surface}: a figure over two columns. */
@Command(
    name = "surface",
    customSynopsis = "millrace query DIR... surface --of COLUMN --x COLUMN --y COLUMN [OPTIONS]",
    description = "A figure over two columns, as a table of both and as a heat map.")
final class QuerySurfaceCommand extends QuestionCommand {
  @Option(names = "--of", required = true, paramLabel = "COLUMN", description = "The figure.")
  private String figure = "";

  @Mixin private PlaneOptions plane;

  @Option(
      names = "--best",
      paramLabel = "min|max",
      description =
          "Of rows that agree in both columns take the one with the least or most; their mean"
              + " without it.")
  private @Nullable String best;

  @Mixin private SvgOption svg;

  @Override
  SvgOption svg() {
    return svg;
  }

  @Override
  Reply reply(SweepRows rows) {
    List<Issue> issues = new ArrayList<>();
    Optional<Surface.Fold> fold =
        new Choices(issues)
            .known("--best", best, List.of(Surface.Fold.values()), Surface.Fold::key);
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
    Surface surface =
        Surface.of(rows, figure, fold.orElse(Surface.Fold.MEAN), plane.x(), plane.y());
    return new Reply(
        PlaneTable.of(surface, palette()), surface.answer(), () -> SurfaceChart.of(surface));
  }
}
