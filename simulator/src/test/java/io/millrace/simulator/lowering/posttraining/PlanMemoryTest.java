package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanMemoryTest {
  private static final int ACTOR = 0;
  private static final int CRITIC = 1;
  private static final int GENERATION = 2;
  private static final int INFERENCE = 3;

  private static PlanMemory memory(boolean evicts) {
    boolean[] which = new boolean[4];
    which[GENERATION] = evicts;
    return new PlanMemory(which);
  }

  @Test
  void callsThatAreAloneHoldWhatTheyNeed() {
    PlanMemory memory = memory(false);
    memory.place(ACTOR, 0, 4, 30, 50);
    memory.place(INFERENCE, 4, 8, 0, 20);

    assertThat(memory.most(ACTOR)).isEqualTo(50);
    assertThat(memory.most(INFERENCE)).isEqualTo(20);
  }

  @Test
  void whatTrainersKeepIsThereWhileOtherCallsRun() {
    PlanMemory memory = memory(false);
    memory.place(ACTOR, 0, 8, 30, 50);
    memory.place(CRITIC, 0, 4, 10, 25);
    memory.place(INFERENCE, 2, 6, 0, 7);

    assertThat(memory.most(ACTOR)).isEqualTo(60);
    assertThat(memory.most(CRITIC)).isEqualTo(55);
    assertThat(memory.most(INFERENCE)).isEqualTo(47);
  }

  /** The fullest device is where the second trainer begins, not where the call begins. */
  @Test
  void theFullestDeviceMayBeInTheMiddleOfAMesh() {
    PlanMemory memory = memory(false);
    memory.place(ACTOR, 0, 4, 30, 50);
    memory.place(CRITIC, 4, 8, 40, 60);
    memory.place(INFERENCE, 0, 8, 0, 7);

    assertThat(memory.most(INFERENCE)).isEqualTo(47);
  }

  @Test
  void meshesThatTouchShareNothing() {
    PlanMemory memory = memory(false);
    memory.place(ACTOR, 0, 4, 30, 50);
    memory.place(GENERATION, 4, 8, 0, 9);

    assertThat(memory.most(GENERATION)).isEqualTo(9);
    assertThat(memory.most(ACTOR)).isEqualTo(50);
  }

  @Test
  void enginesThatEvictTrainersHaveTheDevicesToThemselves() {
    PlanMemory memory = memory(true);
    memory.place(ACTOR, 0, 8, 30, 50);
    memory.place(GENERATION, 0, 8, 0, 70);
    memory.place(INFERENCE, 0, 8, 0, 20);

    assertThat(memory.most(GENERATION)).isEqualTo(70);
    assertThat(memory.most(INFERENCE)).isEqualTo(50);
  }

  @Test
  void callsThatDoNotTrainLeaveNothing() {
    PlanMemory memory = memory(false);
    memory.place(GENERATION, 0, 8, 0, 70);
    memory.place(INFERENCE, 0, 8, 0, 60);

    assertThat(memory.most(GENERATION)).isEqualTo(70);
    assertThat(memory.most(INFERENCE)).isEqualTo(60);
  }

  @Test
  void aCallThatMovesIsNoLongerWhereItWas() {
    PlanMemory memory = memory(false);
    memory.place(ACTOR, 0, 8, 30, 50);
    memory.place(INFERENCE, 0, 4, 0, 20);
    assertThat(memory.most(INFERENCE)).isEqualTo(50);

    memory.place(ACTOR, 4, 8, 30, 50);

    assertThat(memory.most(INFERENCE)).isEqualTo(20);
  }
}
