package io.millrace.scenarios.cli;

import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.Node;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.quantity.Power;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.AnswerJson;
import io.millrace.planner.question.PurchaseAnswer;
import io.millrace.planner.question.PurchaseQuestion;
import io.millrace.planner.question.PurchaseQuestion.Limit;
import io.millrace.scenarios.text.AnswerText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code millrace ask buy}: kinds of nodes with the same money, power or number of devices. */
@Command(
    name = "buy",
    description =
        "Which kind of node trains a scenario's model best, for the same money, power or number of"
            + " devices.")
final class AskBuyCommand implements Callable<Integer> {
  @ParentCommand private AskCommand ask;

  @Mixin private AskedScenario asked;

  @Option(names = "--budget", paramLabel = "MONEY", description = "Such as '5M USD/year'.")
  private @Nullable String budget;

  @Option(
      names = "--power",
      paramLabel = "POWER",
      description = "Design power of the devices alone, such as '10 MW'.")
  private @Nullable String power;

  @Option(names = "--devices", paramLabel = "N", description = "As many of each kind.")
  private @Nullable String devices;

  @Option(
      names = "--price",
      paramLabel = "DEVICE=USD/h",
      description =
          "What an hour of a device costs, such as nvidia-h100-sxm=2.5. No price is assumed.")
  private Map<String, String> prices = new LinkedHashMap<>();

  @Option(
      names = "--node",
      paramLabel = "NAME",
      split = ",",
      description = "Compare these kinds of nodes; without it, all of the catalogue.")
  private List<String> nodes = new ArrayList<>();

  @Option(names = "--tokens", paramLabel = "N", description = "And the time for them: 15T.")
  private @Nullable String tokens;

  @Override
  public Integer call() {
    List<Issue> issues = new ArrayList<>();
    Amounts amounts = new Amounts(issues);
    Limit limit = budget != null ? Limit.BUDGET : power != null ? Limit.POWER : Limit.DEVICES;
    double amount = amount(amounts, issues);
    OptionalDouble number = amounts.optionalCount("--tokens", tokens);
    Map<String, HourlyPrice> known = prices(amounts, issues);
    List<Node> kinds = nodes(issues);
    PlanningRequest request = asked.request(issues);
    PurchaseQuestion question = new PurchaseQuestion(limit, amount, known, number, asked.work());
    Terminal terminal = ask.millrace().terminal();
    PurchaseAnswer answer = asked.ask(terminal, it -> question.of(request, it, kinds));
    asked.show(AnswerJson.of(answer), AnswerText.of(answer, terminal.palette()), terminal);
    return answer.offers().isEmpty() ? ExitStatus.INFEASIBLE : ExitStatus.FINE;
  }

  private double amount(Amounts amounts, List<Issue> issues) {
    int given = (budget == null ? 0 : 1) + (power == null ? 0 : 1) + (devices == null ? 0 : 1);
    if (given != 1) {
      issues.add(
          new Issue(
              "--budget, --power, --devices",
              given == 0 ? "one of them is missing" : "only one of them can be the same for all",
              "such as --budget '5M USD/year', --power '10 MW' or --devices 1024"));
    }
    if (budget != null) {
      return amounts.dollarsPerHour("--budget", budget);
    }
    if (power != null) {
      return amounts.quantity("--power", power, it -> Power.parse(it).watts(), "such as '10 MW'");
    }
    return devices == null ? 1 : amounts.count("--devices", devices);
  }

  private Map<String, HourlyPrice> prices(Amounts amounts, List<Issue> issues) {
    HardwareCatalogue catalogue = HardwareCatalogue.bundled();
    Map<String, HourlyPrice> known = new LinkedHashMap<>();
    prices.forEach(
        (device, price) -> {
          double dollars = amounts.count("--price " + device, price);
          catalogue
              .device(device)
              .ifPresentOrElse(
                  it -> known.put(it.id(), new HourlyPrice(dollars)),
                  () ->
                      issues.add(
                          new Issue(
                              "--price",
                              "'" + device + "' is no device of the catalogue",
                              NearestWord.hint(device, catalogue.devices().names()))));
        });
    return known;
  }

  private List<Node> nodes(List<Issue> issues) {
    HardwareCatalogue catalogue = HardwareCatalogue.bundled();
    if (nodes.isEmpty()) {
      return catalogue.nodes().all();
    }
    List<Node> kinds = new ArrayList<>();
    for (String name : nodes) {
      Optional<Node> kind = catalogue.node(name);
      kind.ifPresent(kinds::add);
      if (kind.isEmpty()) {
        issues.add(
            new Issue(
                "--node",
                "'" + name + "' is no node of the catalogue",
                NearestWord.hint(name, catalogue.nodes().names())));
      }
    }
    return kinds;
  }
}
