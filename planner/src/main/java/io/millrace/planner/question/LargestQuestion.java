package io.millrace.planner.question;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.LargestAnswer.Trial;
import io.millrace.planner.search.Feasibility;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.Setting;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The largest model, batch or sequence that the devices of a scenario can train. Sizes double until
 * one cannot be trained, then the interval is halved. Between sizes that can be trained some may
 * not, as degrees have to divide; every size that was tried is told.
 *
 * @param what is to be as large as it can
 * @param atMostSeconds that an iteration may take; absent: it only has to fit
 * @param work the most plans that are costed for a size
 */
public record LargestQuestion(What what, OptionalDouble atMostSeconds, long work) {

  /** What can grow. */
  public enum What {
    /** Layers of the model, each as wide as it is; the kinds of layers keep their order. */
    MODEL("model", "layers"),
    /** Sequences of an iteration. */
    BATCH("batch", "sequences"),
    /** Tokens of a sequence. */
    SEQUENCE("sequence", "tokens");

    private final String key;
    private final String unit;

    What(String key, String unit) {
      this.key = key;
      this.unit = unit;
    }

    /** The name on the command line. */
    public String key() {
      return key;
    }

    /** What it is counted in. */
    public String unit() {
      return unit;
    }
  }

  /** Sizes differ by this part of where they start. */
  private static final int STEPS = 16;

  /** Sizes up to 65,536 times where they start are tried. */
  private static final int MOST_DOUBLINGS = 16;

  /** Tokens by which sequences differ at least, as long as that divides where they start. */
  private static final int LEAST_TOKENS = 256;

  /** Checks the numbers. */
  public LargestQuestion {
    if (!(atMostSeconds.orElse(1) > 0) || work < 1) {
      throw new IllegalArgumentException(
          "atMostSeconds %s and work %d must be positive".formatted(atMostSeconds, work));
    }
  }

  /** Asks it of a scenario. */
  public LargestAnswer of(PlanningRequest request, Calibration calibration) {
    return new Asking(new Asked(request.with(Objective.TIME), calibration)).run();
  }

  private final class Asking {
    private final Asked asked;
    private final Scenario scenario;
    private final Replanning replanning;
    private final List<Trial> trials = new ArrayList<>();

    Asking(Asked asked) {
      this.asked = asked;
      this.scenario = asked.request().searched();
      this.replanning = new Replanning(asked, work);
    }

    LargestAnswer run() {
      int step = step();
      int enough = 0;
      int tooMuch = start() / step;
      for (int i = 0; i < MOST_DOUBLINGS && works(tooMuch * step); i++) {
        enough = tooMuch;
        tooMuch *= 2;
      }
      while (tooMuch - enough > 1) {
        int middle = (enough + tooMuch) / 2;
        if (works(middle * step)) {
          enough = middle;
        } else {
          tooMuch = middle;
        }
      }
      int size = enough * step;
      Optional<Trial> best =
          trials.stream().filter(it -> it.size() == size && it.plan().isPresent()).findFirst();
      Optional<Trial> next =
          trials.stream()
              .filter(it -> it.size() > size && it.plan().isEmpty())
              .min((one, other) -> Integer.compare(one.size(), other.size()));
      return new LargestAnswer(what, best, next, step, trials);
    }

    private int start() {
      return switch (what) {
        case MODEL -> scenario.model().layerCount();
        case BATCH -> scenario.workload().globalBatch();
        case SEQUENCE -> scenario.workload().sequence();
      };
    }

    /** A power of two that divides the start, or one. */
    private int step() {
      int wanted = Math.max(1, start() / STEPS);
      int least = what == What.SEQUENCE ? LEAST_TOKENS : 1;
      int step = Math.max(least, Integer.highestOneBit(wanted));
      while (step > 1 && start() % step != 0) {
        step /= 2;
      }
      return step;
    }

    private boolean works(int size) {
      Trial trial = trial(size);
      trials.add(trial);
      return trial.plan().isPresent();
    }

    private Trial trial(int size) {
      Scenario other = with(size);
      Setting setting = asked.setting(other);
      Situation situation = new Situation(other, asked.calibration());
      PlanCosts costs = PlanCosts.with(other, asked.calibration());
      long parameters = other.model().parameters();
      Optional<Found> fitting = new Feasibility(setting, costs).anyThatFits();
      if (fitting.isEmpty()) {
        String why =
            new Feasibility(setting, costs)
                .tightest()
                .map(
                    it ->
                        "memory: even "
                            + it.plan().label()
                            + ", the thriftiest plan, "
                            + new Pricing(situation, Objective.TIME).of(it.plan()).excess())
                .orElse("no degrees divide");
        return new Trial(size, parameters, Optional.empty(), OptionalDouble.empty(), why);
      }
      double limit = atMostSeconds.orElse(Double.POSITIVE_INFINITY);
      Optional<Found> best = fitting;
      String why = "";
      if (fitting.get().seconds() > limit) {
        Replanning.Answer answer = replanning.best(situation, limit);
        best = answer.best();
        why =
            best.isPresent()
                ? ""
                : "time: no plan of those looked at takes %.4g s or less%s"
                    .formatted(
                        limit,
                        answer.gap() > 0
                            ? "; the search ended early, one may"
                            : ", and none was left out");
      }
      return new Trial(
          size,
          parameters,
          best.map(Found::plan),
          best.isPresent() ? OptionalDouble.of(best.get().seconds()) : OptionalDouble.empty(),
          why);
    }

    private Scenario with(int size) {
      return switch (what) {
        case MODEL -> scenario.with(layers(scenario.model(), size));
        case BATCH -> scenario.with(scenario.workload().withGlobalBatch(size));
        case SEQUENCE -> scenario.with(scenario.workload().withSequence(size));
      };
    }
  }

  /** The same kinds of layers in the same order, each as often as its share of the whole says. */
  static ModelArchitecture layers(ModelArchitecture model, int number) {
    List<Layer> own = model.layers();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      layers.add(own.get((int) ((long) i * own.size() / number)));
    }
    return new ModelArchitecture(
        model.name(),
        model.hidden(),
        model.vocabulary(),
        model.tiedEmbeddings(),
        layers,
        model.multiTokenPrediction(),
        model.positionEmbeddings(),
        model.finalNorm());
  }
}
