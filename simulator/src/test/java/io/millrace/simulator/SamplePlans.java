package io.millrace.simulator;

import java.util.List;
import java.util.Random;

/** Plans of all kinds for small models, drawn from a seed. */
final class SamplePlans {
  private SamplePlans() {}

  static Sample draw(long seed) {
    Random random = new Random(seed);
    Sample mixture = Sample.mixture();
    Sample model = one(random, Sample.gpt(), Sample.llama(), mixture);
    int data = one(random, 1, 2, 4);
    int tensor = one(random, 1, 2, 8);
    int pipeline = one(random, 1, 2, 4);
    int context = one(random, 1, 1, 2);
    int virtualStages = pipeline == 1 ? 1 : one(random, 1, 2);
    Sample sample =
        model
            .with("plan.data", data)
            .with("plan.tensor", tensor)
            .with("plan.pipeline", pipeline)
            .with("plan.context", context)
            .with("plan.expert", model == mixture ? one(random, 1, data * context) : 1)
            .with("plan.virtualStages", virtualStages)
            .with("plan.sequenceParallel", tensor > 1 && random.nextBoolean())
            .with("plan.sharding", one(random, "none", "zero1", "zero2", "zero3"))
            .with("plan.recompute", one(random, "none", "selective", "full"))
            .with("workload.globalBatch", data * pipeline * one(random, 1, 2, 3))
            .with("workload.sequence", one(random, 1024, 2048));
    return scheduled(sample, random, pipeline, virtualStages)
        .with(
            "workload.framework",
            one(random, "generic", "megatron-lm-2021", "megatron-core-2024", "torchtitan"))
        .with("plan.rankOrder", one(random, "data-before-pipeline", "pipeline-before-data"))
        .with("plan.gradientOverlap", one(random, "usual", "on", "off"))
        .with("plan.weightOverlap", one(random, "usual", "on", "off"));
  }

  private static Sample scheduled(Sample sample, Random random, int pipeline, int virtualStages) {
    String schedule =
        virtualStages == 1
            ? one(random, "1f1b", "1f1b", "gpipe", "zero-bubble-b")
            : one(random, "interleaved", "zero-bubble-v", "v-half", "v-min");
    boolean split = schedule.startsWith("v-") || schedule.startsWith("zero");
    boolean shared = pipeline > 1 && schedule.equals("1f1b");
    return (split ? sample.with("plan.recompute", one(random, "none", "selective")) : sample)
        .with("plan.schedule", schedule)
        .with(
            "plan.vocabulary",
            shared
                ? one(
                    random,
                    "last-stage",
                    "parallel-one-barrier",
                    "parallel-two-barriers",
                    "interlaced")
                : one(random, "last-stage", "redistributed"));
  }

  @SafeVarargs
  private static <T> T one(Random random, T... choices) {
    return List.of(choices).get(random.nextInt(choices.length));
  }
}
