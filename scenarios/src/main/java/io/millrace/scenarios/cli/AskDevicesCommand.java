package io.millrace.scenarios.cli;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Issue;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.AnswerJson;
import io.millrace.planner.question.FleetAnswer;
import io.millrace.planner.question.FleetQuestion;
import io.millrace.scenarios.text.AnswerText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code millrace ask devices}: how many finish some tokens in time. */
@Command(
    name = "devices",
    description = "The fewest devices, or the least money, that finish some tokens in time.")
final class AskDevicesCommand implements Callable<Integer> {
  @ParentCommand private AskCommand ask;

  @Mixin private AskedScenario asked;

  @Option(names = "--tokens", required = true, paramLabel = "N", description = "Such as 15T.")
  private String tokens = "";

  @Option(names = "--within", required = true, paramLabel = "TIME", description = "Such as 60d.")
  private String within = "";

  @Option(
      names = "--goodput",
      paramLabel = "SHARE",
      description =
          "Share of the time in which training goes on, for failures and restarts;"
              + " ${DEFAULT-VALUE} if not given.")
  private double goodput = 1;

  @Option(
      names = "--max-devices",
      paramLabel = "N",
      description = "Consider up to so many; without it, as many as the scenario has.")
  private @Nullable Integer maxDevices;

  @Option(names = "--cheapest", description = "The least device hours, not the fewest devices.")
  private boolean cheapest;

  @Override
  public Integer call() {
    List<Issue> issues = new ArrayList<>();
    Amounts amounts = new Amounts(issues);
    double number = amounts.count("--tokens", tokens);
    double seconds = amounts.seconds("--within", within);
    if (!(goodput > 0 && goodput <= 1)) {
      issues.add(new Issue("--goodput", "must be above 0 and at most 1, is " + goodput, ""));
    }
    if (maxDevices != null && (maxDevices < 1 || maxDevices > Cluster.MOST_DEVICES)) {
      issues.add(
          new Issue(
              "--max-devices", "must be 1 to " + Cluster.MOST_DEVICES + ", is " + maxDevices, ""));
    }
    PlanningRequest request = asked.request(issues);
    int most = maxDevices == null ? request.scenario().cluster().devices() : maxDevices;
    FleetQuestion.Aim aim = cheapest ? FleetQuestion.Aim.CHEAPEST : FleetQuestion.Aim.FEWEST;
    FleetQuestion question = new FleetQuestion(number, seconds, goodput, most, aim, asked.work());
    Terminal terminal = ask.millrace().terminal();
    FleetAnswer answer = asked.ask(terminal, it -> question.of(request, it));
    asked.show(
        AnswerJson.of(answer), AnswerText.of(question, answer, terminal.palette()), terminal);
    return answer.best().isPresent() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }
}
