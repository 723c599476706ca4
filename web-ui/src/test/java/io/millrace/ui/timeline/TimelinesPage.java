package io.millrace.ui.timeline;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.millrace.ui.detail.Subject;
import java.util.UUID;

/** A timeline on a page of its own, for tests only: {@code few}, {@code many}, or simulated. */
@Route("test/timeline")
@PageTitle("Timeline")
public final class TimelinesPage extends Main implements HasUrlParameter<String> {
  private static final String TRAINING =
      """
      version: 1
      name: LLaMA-2 7B on 8 A100
      cluster: {device: nvidia-a100-sxm-80g, devices: 8, devicesPerNode: 8}
      model: llama-2-7b
      workload: {type: training, globalBatch: 32, sequence: 2048, precision: bf16}
      plan: {label: d1t2p4}
      """;

  static final String STEP =
      """
      version: 1
      name: PPO of four 7B models on 8 A100
      cluster: {device: nvidia-a100-sxm-80g, devices: 8, devicesPerNode: 8}
      model: llama-2-7b
      workload: {
        type: post-training, algorithm: ppo, promptTokens: 128, outputTokens: 128,
        outputLengths: fixed, batch: 512, miniBatches: 4, precision: fp16, recompute: full,
        sharding: zero1, framework: realhf}
      plan:
        calls:
          actorGeneration: {devices: 0-7, tensor: 8}
          rewardInference: {devices: 0-3, tensor: 4}
          referenceInference: {devices: 4-7, tensor: 4}
          criticInference: {devices: 0-7, tensor: 8}
          actorTraining: {devices: 0-7, tensor: 8}
          criticTraining: {devices: 0-7, tensor: 8}
      """;

  @Override
  public void setParameter(BeforeEvent event, String which) {
    removeAll();
    getStyle().set("padding", "1rem").set("overflow", "auto").set("height", "100%");
    add(new H1("Timeline"));
    switch (which) {
      case "training" -> add(page(TRAINING, "\"simulation/1\""));
      case "step" -> add(page(STEP, "\"step/1\""));
      case "many" -> add(element(SampleLanes.of("100,000 spans", 32, 3125)));
      default -> add(element(SampleLanes.of("A <b>few</b>", 3, 40)));
    }
  }

  private static com.vaadin.flow.component.Component page(String question, String answer) {
    return new TimelinePage(new Timelines())
        .content(new Subject(UUID.randomUUID(), "a plan", question, answer))
        .orElseThrow();
  }

  private static TimelineElement element(Lanes lanes) {
    byte[] columns = TimelineColumns.of(lanes);
    DownloadHandler handler = event -> event.getOutputStream().write(columns);
    return new TimelineElement(handler, handler);
  }
}
