package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.query.Answer;
import io.millrace.scenarios.query.Effects;
import io.millrace.scenarios.query.SweepRows;
import io.millrace.scenarios.query.chart.EffectsChart;
import io.millrace.scenarios.text.EffectsText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace query DIR effects}: what a figure hangs on. */
@Command(
    name = "effects",
    customSynopsis = "millrace query DIR... effects --of COLUMN [--by COLUMN,...] [OPTIONS]",
    description =
        "What a figure hangs on: the share of its variance that each axis explains alone, that each"
            + " pair explains beyond both, and the rest. Of a positive figure it is the logarithm"
            + " that is explained, so that factors add up.")
final class QueryEffectsCommand extends QuestionCommand {
  @Option(
      names = "--of",
      required = true,
      paramLabel = "COLUMN",
      description = "The figure to explain.")
  private String figure = "";

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      split = ",",
      description = "Explain it by these; by all axes of the sweep without it.")
  private List<String> by = new ArrayList<>();

  @Option(names = "--linear", description = "Explain the figure, not its logarithm.")
  private boolean linear;

  @Option(
      names = "--levels",
      description = "Tell instead what each value of each axis does, all else equal.")
  private boolean levels;

  @Option(
      names = "--parameters",
      description = "Tell instead what each parameter does that the sweep's draws differ in.")
  private boolean parameters;

  @Mixin private SvgOption svg;

  @Override
  SvgOption svg() {
    return svg;
  }

  @Override
  Reply reply(SweepRows rows) {
    if (levels && parameters) {
      throw new InvalidInputException(
          new Issue("--parameters", "is another question than --levels", "leave one of them out"));
    }
    Effects effects = Effects.of(rows, figure, by, linear);
    return new Reply(lines(effects), answer(effects), () -> EffectsChart.of(effects));
  }

  private List<String> lines(Effects effects) {
    if (parameters) {
      return EffectsText.drawn(effects, palette());
    }
    return levels ? EffectsText.levels(effects, palette()) : EffectsText.shares(effects, palette());
  }

  private Answer answer(Effects effects) {
    if (parameters) {
      return effects.drawn();
    }
    return levels ? effects.levels() : effects.answer();
  }
}
