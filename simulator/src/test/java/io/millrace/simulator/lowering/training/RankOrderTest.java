package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.simulator.Sample;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.GroupPlacement.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which levels the groups of a plan cross, on nodes of eight devices. */
class RankOrderTest {

  private static TrainingContext context(String label, String order) {
    ParallelStrategy degrees = ParallelStrategy.parse(label);
    Sample model = degrees.expert() > 1 ? Sample.mixture() : Sample.llama();
    return SampleWork.of(
            model
                .with("plan.data", degrees.data())
                .with("plan.tensor", degrees.tensor())
                .with("plan.pipeline", degrees.pipeline())
                .with("plan.context", degrees.context())
                .with("plan.expert", degrees.expert())
                .with("plan.rankOrder", order)
                .with("workload.globalBatch", 8 * degrees.data()))
        .context();
  }

  private static TrainingContext stagesApart(String label) {
    return context(label, "data-before-pipeline");
  }

  private static TrainingContext replicasApart(String label) {
    return context(label, "pipeline-before-data");
  }

  /** Ranks of a group that lie in one node, and in the cluster. */
  private static List<Integer> members(GroupPlacement group) {
    int inNode = 1;
    for (Reach reach : group.reach()) {
      inNode = reach.level().span() <= 8 ? reach.members() : inNode;
    }
    return List.of(inNode, group.size());
  }

  /** Tensor 2 x pipeline 4 fill a node, or tensor 2 x data 4 do. */
  @Test
  void eitherStagesOrReplicasShareANode() {
    assertThat(members(stagesApart("d4t2p4").stages())).containsExactly(1, 4);
    assertThat(members(stagesApart("d4t2p4").gradientGroup())).containsExactly(4, 4);
    assertThat(members(replicasApart("d4t2p4").stages())).containsExactly(4, 4);
    assertThat(members(replicasApart("d4t2p4").gradientGroup())).containsExactly(1, 4);
  }

  /** A block of two context ranks in each of four nodes. */
  @Test
  void ranksThatShareASequenceStayTogether() {
    TrainingContext context = replicasApart("d4t2p2c2");

    assertThat(members(context.group(Axis.TENSOR))).containsExactly(2, 2);
    assertThat(members(context.group(Axis.CONTEXT))).containsExactly(2, 2);
    assertThat(members(context.stages())).containsExactly(2, 2);
    assertThat(members(context.gradientGroup())).containsExactly(2, 8);
    assertThat(members(stagesApart("d4t2p2c2").gradientGroup())).containsExactly(4, 8);
  }

  /** Of eight stages of two ranks four are in a node: the fifth is across the network. */
  @Test
  void neighboursInThePipelineShareANodeWhereTheyFit() {
    TrainingContext context = replicasApart("d2t2p8");

    assertThat(members(context.neighbours(2, 3))).containsExactly(2, 2);
    assertThat(members(context.neighbours(3, 4))).containsExactly(1, 2);
    assertThat(members(stagesApart("d4t2p8").neighbours(2, 3))).containsExactly(1, 2);
  }

  /** Experts over context and replicas: with stages in between, four of them are in four nodes. */
  @Test
  void expertsAreSpreadOverTheRanksOfTheirStage() {
    assertThat(members(stagesApart("d4t2p4e4").group(Axis.EXPERT))).containsExactly(4, 4);
    assertThat(members(replicasApart("d4t2p4e4").group(Axis.EXPERT))).containsExactly(1, 4);
    assertThat(members(replicasApart("d4t2p2c2e2").group(Axis.EXPERT))).containsExactly(2, 2);
    assertThat(members(replicasApart("d4t2p2c2e2").expertGradientGroup())).containsExactly(1, 4);
  }

  @Test
  void withoutAPipelineTheOrderIsTheSame() {
    for (Axis axis : Axis.values()) {
      assertThat(replicasApart("d4t2p1c2e4").group(axis))
          .isEqualTo(stagesApart("d4t2p1c2e4").group(axis));
    }
  }

  @Test
  void groupsThatShardOnTheirOwnAreBlocksOfTheirStage() {
    Sample sample =
        Sample.llama()
            .with("plan.data", 8)
            .with("plan.tensor", 2)
            .with("plan.pipeline", 2)
            .with("plan.sharding", "zero1")
            .with("plan.shardingGroup", 2);
    TrainingContext apart = SampleWork.of(sample).context();
    TrainingContext between =
        SampleWork.of(sample.with("plan.rankOrder", "pipeline-before-data")).context();

    assertThat(members(apart.group(Axis.DATA))).containsExactly(2, 2);
    assertThat(members(apart.replicaGroup())).containsExactly(2, 4);
    assertThat(members(between.group(Axis.DATA))).containsExactly(2, 2);
    assertThat(members(between.replicaGroup())).containsExactly(1, 4);
  }
}
