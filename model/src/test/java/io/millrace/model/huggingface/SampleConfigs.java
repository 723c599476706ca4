package io.millrace.model.huggingface;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import java.util.ArrayList;
import java.util.List;

/** Configurations of a small model, with single quotes where JSON has double ones. */
final class SampleConfigs {
  static final String SIZES =
      "'hidden_size': 64, 'num_hidden_layers': 4, 'vocab_size': 100, 'num_attention_heads': 4, ";

  private SampleConfigs() {}

  static Parsed<ModelArchitecture> read(String keys) {
    return read(keys, new ArrayList<>());
  }

  static ModelArchitecture model(String keys) {
    return read(keys).orThrow();
  }

  /** What is assumed where the keys do not say it. */
  static List<Assumption> assumptions(String keys) {
    List<Assumption> assumptions = new ArrayList<>();
    read(keys, assumptions).orThrow();
    return assumptions;
  }

  private static Parsed<ModelArchitecture> read(String keys, List<Assumption> assumptions) {
    Document document = Document.parse("{" + keys.replace('\'', '"') + "}", true).orThrow();
    return new HuggingFaceConfig().read(document, "own", assumptions);
  }

  /** Which layers see a window. */
  static List<Boolean> windows(ModelArchitecture model) {
    return model.layers().stream()
        .map(it -> ((GroupedQueryAttention) it.mixer()).slidingWindow().isPresent())
        .toList();
  }

  /** Which layers have experts. */
  static List<Boolean> routed(ModelArchitecture model) {
    return model.layers().stream().map(it -> it.feedForward() instanceof MixtureOfExperts).toList();
  }
}
