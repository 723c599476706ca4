package io.millrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.cost.Load;
import io.millrace.simulator.cost.Operation.MatrixProduct;
import io.millrace.simulator.cost.Operation.MemoryPass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which changes of parameters leave a simulation as it was. */
class AskedCostsTest {
  private static final Cluster CLUSTER = Sample.llama().with("plan.data", 2).scenario().cluster();
  private static final MemoryPass PASS = new MemoryPass(1e9, 1);

  private static CalibratedCostModel costs(Calibration calibration) {
    return CalibratedCostModel.of(calibration, CLUSTER, new ArrayList<>());
  }

  private static CalibratedCostModel halved(String path) {
    Calibration usual = Calibration.bundled();
    Parameter parameter =
        usual.parameters().stream().filter(it -> it.path().equals(path)).findFirst().orElseThrow();
    return costs(usual.with(List.of(parameter.withValue(parameter.value() / 2))));
  }

  private static AskedCosts asked() {
    return new AskedCosts(costs(Calibration.bundled()));
  }

  @Test
  void whatWasNotAskedForMayBeDifferent() {
    AskedCosts asked = asked();
    asked.cost(PASS);

    assertThat(asked.areThoseOf(halved("kernels.hopper.matrix.rates.16.efficiency"))).isTrue();
    assertThat(asked.areThoseOf(halved("kernels.hopper.memory"))).isFalse();
  }

  @Test
  void answersAreThoseOfTheModel() {
    assertThat(asked().cost(PASS)).isEqualTo(costs(Calibration.bundled()).cost(PASS));
  }

  @Test
  void exchangesAreRememberedAsWell() {
    AskedCosts asked = asked();
    asked.cost(new Collective(Collective.Kind.ALL_REDUCE, 1e9), GroupPlacement.of(CLUSTER, 2, 1));

    assertThat(asked.areThoseOf(halved("collectives.nvlink-4.launch"))).isFalse();
    assertThat(asked.areThoseOf(halved("collectives.nvlink-3.launch"))).isTrue();
  }

  /** The sustained clock changes nothing of a cool device. */
  @Test
  void answersUnderALoadCount() {
    AskedCosts asked = asked();
    asked.cost(PASS);
    asked.under(Load.PRODUCTS).cost(new MatrixProduct(8192, 8192, 8192, NumberFormat.BF16));

    assertThat(asked.areThoseOf(halved("kernels.hopper.sustained"))).isFalse();
    assertThat(asked.areThoseOf(costs(Calibration.bundled()))).isTrue();
  }

  /** A light load that the usual device bears at its full clock, and a hotter one does not. */
  @Test
  void loadsThatSlowNothingCountAsWell() {
    AskedCosts asked = asked();
    Load light = new Load(0.4, 0, 0);

    assertThat(asked.under(light)).isSameAs(asked);
    asked.cost(new MatrixProduct(8192, 8192, 8192, NumberFormat.BF16));

    assertThat(asked.areThoseOf(halved("kernels.hopper.sustained"))).isFalse();
  }
}
