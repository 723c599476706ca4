package io.millrace.scenarios.cli;

import io.millrace.model.architecture.ArchitectureWriter;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.architecture.ParameterCount;
import io.millrace.model.huggingface.HuggingFaceConfig;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Parsed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code millrace import hf}: the model block of a Hugging Face {@code config.json}, to paste into
 * a scenario; what else there is to say stands in comments.
 */
@Command(
    name = "hf",
    description = "Prints the model block of a Hugging Face config.json and counts its parameters.")
final class ImportHuggingFaceCommand implements Callable<Integer> {
  @ParentCommand private ImportCommand parent;

  @Parameters(paramLabel = "CONFIG", description = "A config.json, or the folder that holds one.")
  private Path config;

  @Override
  public Integer call() {
    List<Assumption> assumptions = new ArrayList<>();
    return switch (HuggingFaceConfig.read(config, assumptions)) {
      case Parsed.Valid<ModelArchitecture> valid -> {
        print(valid.value(), assumptions, parent.millrace().terminal().out());
        yield ExitStatus.FINE;
      }
      case Parsed.Invalid<ModelArchitecture> invalid ->
          parent.millrace().issues().print(config.toString(), invalid.issues());
    };
  }

  private static void print(
      ModelArchitecture model, List<Assumption> assumptions, PrintWriter out) {
    ParameterCount count = model.parameterCount();
    out.println("# parameters: " + number(count.total()));
    parts(count).forEach((part, parameters) -> out.println("#   " + part + ": " + parameters));
    if (model.hasExperts()) {
      out.println("# active per token: " + number(model.activeParameters()));
    }
    if (count.multiTokenPrediction() > 0) {
      out.println("# multi-token prediction, beside them: " + number(count.multiTokenPrediction()));
    }
    assumptions.forEach(assumption -> out.println("# assumed: " + assumption));
    out.println("model:");
    out.print(ArchitectureWriter.toYaml(model).indent(2));
    out.flush();
  }

  private static Map<String, String> parts(ParameterCount count) {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("embedding", count.embedding());
    parts.put("positions", count.positions());
    parts.put("attention and its relatives", count.mixers());
    parts.put("dense networks", count.dense());
    parts.put("routers", count.routers());
    parts.put("routed experts", count.routedExperts());
    parts.put("shared experts", count.sharedExperts());
    parts.put("norms", count.norms());
    parts.put("output head", count.outputHead());
    Map<String, String> shown = new LinkedHashMap<>();
    parts.forEach(
        (part, parameters) -> {
          if (parameters > 0) {
            shown.put(part, number(parameters));
          }
        });
    return shown;
  }

  private static String number(long parameters) {
    return String.format(Locale.ROOT, "%,d", parameters);
  }
}
