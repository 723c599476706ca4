package io.millrace.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SimulationJsonTest {

  @Test
  void writesTheSameTextEachTime() {
    assertThat(JsonText.of(SimulationJson.of(SampleReport.published(Optional.empty()))))
        .isEqualTo(
            """
            {
              "format": "simulation/1",
              "scenario": "a run",
              "plan": "d4t2p1",
              "devices": 8,
              "feasible": false,
              "reasons": [
                "stage 0 does not fit"
              ],
              "iterationTime": {
                "value": 10.0,
                "low": 8.0,
                "high": 12.5,
                "unit": "s"
              },
              "bottleneckStage": 0,
              "breakdown": {
                "matrixProducts": 6.0,
                "bubble": 4.0
              },
              "modelFlopsUtilization": {
                "value": 0.5,
                "low": 0.4,
                "high": 0.625,
                "unit": "1"
              },
              "hardwareFlopsUtilization": {
                "value": 0.6,
                "low": 0.48,
                "high": 0.75,
                "unit": "1"
              },
              "modelTflopsPerDevice": {
                "value": 100.0,
                "low": 80.0,
                "high": 125.0,
                "unit": "TFLOP/s"
              },
              "tokensPerSecond": {
                "value": 1600.0,
                "low": 1280.0,
                "high": 2000.0,
                "unit": "tokens/s"
              },
              "memory": [
                {
                  "stage": 0,
                  "tier": "hbm",
                  "parts": {
                    "weights": 30,
                    "activations": 10
                  },
                  "total": 40,
                  "capacity": 35
                }
              ],
              "energy": {
                "value": 3.0,
                "low": 2.0,
                "high": 4.0,
                "unit": "J"
              },
              "contributions": [
                {
                  "parameter": "kernels.hopper.memory",
                  "value": "0.9 ± 5 %",
                  "effect": -0.02,
                  "share": 0.25
                }
              ],
              "assumptions": [
                {
                  "path": "plan.recompute",
                  "value": "full",
                  "reason": "the default"
                }
              ],
              "provenance": {
                "tool": "millrace 1",
                "seed": 7,
                "calibration": [
                  "a table"
                ],
                "events": 42
              }
            }
            """);
  }

  @Test
  void putsPublishedFiguresBesideThePredictedOnes() {
    JsonNode published =
        SimulationJson.of(SampleReport.published(Optional.of(SampleReport.PUBLISHED)))
            .get("published");

    assertThat(published.get("source").asString()).isEqualTo("a paper, table 1");
    assertThat(published.get("comparisons").get(0))
        .hasToString(
            "{\"metric\":\"iterationTime\",\"published\":8.0,\"predicted\":10.0,"
                + "\"difference\":0.25,\"unit\":\"s\"}");
  }

  @Test
  void namesThePartsOfTheTimeAsTheSchemaDoes() {
    assertThat(TimePart.values())
        .allSatisfy(
            part -> {
              assertThat(part.key()).matches("[a-z]+([A-Z][a-z]+)*");
              assertThat(part.label()).isNotBlank();
            });
  }

  @Test
  void saysWhichVersionWroteIt() {
    assertThat(ProjectVersion.current()).isNotBlank();
  }
}
