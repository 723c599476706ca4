package io.millrace.model.dataflow;

import static io.millrace.model.dataflow.CallKind.GENERATION;
import static io.millrace.model.dataflow.CallKind.INFERENCE;
import static io.millrace.model.dataflow.CallKind.TRAINING;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The algorithms whose dataflow is known. Calls have the same names in all of them. */
public enum Algorithm {
  /**
   * Proximal policy optimisation: six calls of four models (Ouyang et al., arXiv 2203.02155; the
   * calls as in ReaL, arXiv 2406.14088, figure 1).
   */
  PPO {
    @Override
    public Dataflow dataflow() {
      return new Dataflow(
          key(),
          List.of(
              generation(List.of(SEQUENCES, OLD)),
              inference("reward", "rewardInference", REWARDS),
              inference("reference", "referenceInference", REFERENCES),
              inference("critic", "criticInference", "values"),
              training("actor", List.of(SEQUENCES, OLD, REWARDS, REFERENCES, "values")),
              training("critic", List.of(SEQUENCES, REWARDS, REFERENCES, "values"))));
    }
  },
  /**
   * Group-relative policy optimisation: no critic, a rule scores a group of responses to each
   * prompt (Shao et al., arXiv 2402.03300, section 4.1). The trainer computes the old
   * log-probabilities again, as those of an engine differ (NeMo-RL, verl).
   */
  GRPO {
    @Override
    public Dataflow dataflow() {
      return withRule(true, false);
    }

    @Override
    public Dataflow withEngineLogProbabilities() {
      return withRule(true, true);
    }
  },
  /**
   * GRPO without the reference model, with dynamic sampling (Yu et al., arXiv 2503.14476, sections
   * 2.3 and 3).
   */
  DAPO {
    @Override
    public Dataflow dataflow() {
      return withRule(false, false);
    }

    @Override
    public Dataflow withEngineLogProbabilities() {
      return withRule(false, true);
    }
  },
  /**
   * A second, greedy response to each prompt is the baseline, in place of a critic (Li et al.,
   * arXiv 2310.10505, section 4).
   */
  REMAX {
    @Override
    public Dataflow dataflow() {
      return new Dataflow(
          key(),
          List.of(
              generation(List.of(SEQUENCES, OLD)),
              ModelFunctionCall.of(
                  "baselineGeneration",
                  GENERATION,
                  "actor",
                  List.of(PROMPTS),
                  List.of("greedySequences")),
              inference("reward", "rewardInference", REWARDS),
              ModelFunctionCall.of(
                  "baselineRewardInference",
                  INFERENCE,
                  "reward",
                  List.of("greedySequences"),
                  List.of("baselines")),
              inference("reference", "referenceInference", REFERENCES),
              training("actor", List.of(SEQUENCES, OLD, REWARDS, "baselines", REFERENCES))));
    }
  },
  /**
   * Direct preference optimisation of pairs that the model itself generates and a reward model
   * ranks (Rafailov et al., arXiv 2305.18290; on-line pairs as in arXiv 2402.04792).
   */
  DPO {
    @Override
    public Dataflow dataflow() {
      return new Dataflow(
          key(),
          List.of(
              generation(List.of(SEQUENCES)),
              inference("reward", "rewardInference", REWARDS),
              inference("reference", "referenceInference", REFERENCES),
              training("actor", List.of(SEQUENCES, REWARDS, REFERENCES))));
    }
  };

  private static final String PROMPTS = "prompts";
  private static final String SEQUENCES = "sequences";
  private static final String OLD = "logProbabilities";
  private static final String REWARDS = "rewards";
  private static final String REFERENCES = "referenceLogProbabilities";

  /** The calls of an iteration. */
  public abstract Dataflow dataflow();

  /**
   * The calls of an iteration whose trainer takes log-probabilities from the engine that generates
   * in place of computing them again.
   */
  public Dataflow withEngineLogProbabilities() {
    return dataflow();
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  Dataflow withRule(boolean reference, boolean engineLogProbabilities) {
    List<ModelFunctionCall> calls = new ArrayList<>();
    List<String> inputs = new ArrayList<>(List.of(SEQUENCES, OLD, REWARDS));
    calls.add(generation(engineLogProbabilities ? List.of(SEQUENCES, OLD) : List.of(SEQUENCES)));
    calls.add(ModelFunctionCall.rule("rewardRule", List.of(SEQUENCES), List.of(REWARDS)));
    if (!engineLogProbabilities) {
      calls.add(inference("actor", "actorInference", OLD));
    }
    if (reference) {
      calls.add(inference("reference", "referenceInference", REFERENCES));
      inputs.add(REFERENCES);
    }
    calls.add(training("actor", inputs));
    return new Dataflow(key(), calls);
  }

  private static ModelFunctionCall generation(List<String> outputs) {
    return ModelFunctionCall.of("actorGeneration", GENERATION, "actor", List.of(PROMPTS), outputs);
  }

  private static ModelFunctionCall inference(String role, String name, String output) {
    return ModelFunctionCall.of(name, INFERENCE, role, List.of(SEQUENCES), List.of(output));
  }

  private static ModelFunctionCall training(String role, List<String> inputs) {
    return ModelFunctionCall.of(role + "Training", TRAINING, role, inputs, List.of());
  }
}
