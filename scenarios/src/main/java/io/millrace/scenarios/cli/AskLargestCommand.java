package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.AnswerJson;
import io.millrace.planner.question.LargestAnswer;
import io.millrace.planner.question.LargestQuestion;
import io.millrace.planner.question.LargestQuestion.What;
import io.millrace.scenarios.text.AnswerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code millrace ask largest}: the largest model, batch or sequence. */
@Command(
    name = "largest",
    description = "The largest model, batch or sequence that the devices of a scenario can train.")
final class AskLargestCommand implements Callable<Integer> {
  @ParentCommand private AskCommand ask;

  @Mixin private AskedScenario asked;

  @Option(
      names = "--what",
      required = true,
      paramLabel = "WHAT",
      description = "model (more layers of the same kinds), batch or sequence.")
  private String what = "";

  @Option(
      names = "--at-most",
      paramLabel = "TIME",
      description = "An iteration may take so long, such as 10s; without it, it only has to fit.")
  private @Nullable String atMost;

  @Override
  public Integer call() {
    List<Issue> issues = new ArrayList<>();
    Optional<What> known =
        new Choices(issues).known("--what", what, List.of(What.values()), What::key);
    OptionalDouble limit =
        atMost == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(new Amounts(issues).seconds("--at-most", atMost));
    if (known.equals(Optional.of(What.BATCH)) && limit.isEmpty()) {
      issues.add(
          new Issue(
              "--at-most",
              "is missing: a batch of any size fits, in more micro-batches",
              "say how long an iteration may take, such as --at-most 10s"));
    }
    PlanningRequest request = asked.request(issues);
    LargestQuestion question = new LargestQuestion(known.orElseThrow(), limit, asked.work());
    Terminal terminal = ask.millrace().terminal();
    LargestAnswer answer = asked.ask(terminal, it -> question.of(request, it));
    asked.show(AnswerJson.of(answer), AnswerText.of(answer, terminal.palette()), terminal);
    return answer.best().isPresent() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }
}
