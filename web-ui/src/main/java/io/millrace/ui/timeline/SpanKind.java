package io.millrace.ui.timeline;

/** What a span is for: it says the colour, {@code --span-KEY} in {@code timeline.css}. */
enum SpanKind {
  FORWARD("forward", "forward"),
  BACKWARD("backward", "backward"),
  WEIGHT_GRADIENT("weight gradients", "gradient"),
  UPDATE("update of the weights", "update"),
  TRANSFER("between stages", "transfer"),
  EXCHANGE("exchange", "exchange"),
  CALL("call", "forward"),
  GENERATION("generation", "gradient"),
  TRAINING("training", "backward"),
  WEIGHTS("weights travel", "transfer"),
  LOAD("weights are taken over", "exchange"),
  OFFLOAD("memory is made free", "update");

  private final String title;
  private final String colour;

  SpanKind(String title, String colour) {
    this.title = title;
    this.colour = colour;
  }

  /** What the legend calls it. */
  String title() {
    return title;
  }

  /** The end of the colour's name. */
  String colour() {
    return colour;
  }
}
