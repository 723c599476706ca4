package io.millrace.simulator.cost;

import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.Optional;

/**
 * What is left of the error of a predicted iteration when every parameter is right.
 *
 * @param dense of models in which every token takes the same way
 * @param mixtureOfExperts of models that route tokens: their balance is not in the configuration
 * @param source what tells
 */
record StructuralError(double dense, double mixtureOfExperts, String source) {
  private static final StructuralError BUNDLED = load();

  static StructuralError bundled() {
    return BUNDLED;
  }

  double of(ModelArchitecture model) {
    boolean routed =
        model.layers().stream().anyMatch(it -> it.feedForward() instanceof MixtureOfExperts);
    return routed ? mixtureOfExperts : dense;
  }

  private static StructuralError load() {
    Issues issues = new Issues();
    Fields fields = Fields.of(Document.bundled(StructuralError.class, "structure.yaml"), issues);
    double dense = fields.number("dense", 0, 1);
    double routed = fields.number("mixtureOfExperts", 0, 1);
    String source = fields.text("source");
    Optional<StructuralError> read = fields.build(() -> new StructuralError(dense, routed, source));
    return issues.result(read::orElseThrow).orThrow();
  }
}
