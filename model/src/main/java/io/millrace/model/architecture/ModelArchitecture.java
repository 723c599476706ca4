package io.millrace.model.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A decoder-only language model: an embedding, layers, a final norm and an output head.
 *
 * @param name what people call it
 * @param hidden width of the residual stream
 * @param vocabulary rows of the embedding, before any padding that a parallelism needs
 * @param tiedEmbeddings whether the output head is the embedding
 * @param layers all layers in their order; equal layers are one instance
 * @param multiTokenPrediction modules that predict further tokens
 * @param positionEmbeddings learned positions, 0 where positions are rotary or computed
 * @param finalNorm the normalisation before the output head
 */
public record ModelArchitecture(
    String name,
    int hidden,
    int vocabulary,
    boolean tiedEmbeddings,
    List<Layer> layers,
    Optional<MultiTokenPrediction> multiTokenPrediction,
    int positionEmbeddings,
    Norm finalNorm) {

  /** More layers than this are a mistake: the deepest published models have some hundred. */
  public static final int MOST_LAYERS = 10_000;

  private static final int LARGEST_TABLE = 1 << 24;

  /** Checks sizes and makes equal layers one instance. */
  public ModelArchitecture {
    Dimensions.positive("the hidden size", hidden);
    if (vocabulary < 1 || vocabulary > LARGEST_TABLE) {
      throw new IllegalArgumentException(
          "the vocabulary must be between 1 and " + LARGEST_TABLE + ": " + vocabulary);
    }
    if (positionEmbeddings < 0 || positionEmbeddings > LARGEST_TABLE) {
      throw new IllegalArgumentException(
          "learned positions must be between 0 and " + LARGEST_TABLE + ": " + positionEmbeddings);
    }
    if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
      throw new IllegalArgumentException(
          "a model must have between 1 and " + MOST_LAYERS + " layers: " + layers.size());
    }
    layers = sharingEqualOnes(layers);
  }

  /** A model with rotary positions, separate embeddings and no further modules. */
  public static ModelArchitecture of(String name, int hidden, int vocabulary, List<Layer> layers) {
    Norm norm = layers.isEmpty() ? Norm.RMS : layers.getFirst().norm();
    return new ModelArchitecture(
        name, hidden, vocabulary, false, layers, Optional.empty(), 0, norm);
  }

  /** The same under another name. */
  public ModelArchitecture withName(String other) {
    return new ModelArchitecture(
        other,
        hidden,
        vocabulary,
        tiedEmbeddings,
        layers,
        multiTokenPrediction,
        positionEmbeddings,
        finalNorm);
  }

  /** The same with other modules that predict further tokens, or none. */
  public ModelArchitecture withMultiTokenPrediction(Optional<MultiTokenPrediction> modules) {
    return new ModelArchitecture(
        name, hidden, vocabulary, tiedEmbeddings, layers, modules, positionEmbeddings, finalNorm);
  }

  /** How many layers there are. */
  public int layerCount() {
    return layers.size();
  }

  /** How many further tokens are predicted, 0 for plain next-token prediction. */
  public int multiTokenPredictionDepth() {
    return multiTokenPrediction.map(MultiTokenPrediction::depth).orElse(0);
  }

  /** Each different layer with how often it occurs, in the order of first occurrence. */
  public Map<Layer, Integer> distinctLayers() {
    Map<Layer, Integer> counts = new LinkedHashMap<>();
    layers.forEach(layer -> counts.merge(layer, 1, Integer::sum));
    return counts;
  }

  /** Weights of routed experts, which expert-parallel ranks share. */
  public long routedParameters() {
    long routed = 0;
    for (Map.Entry<Layer, Integer> kind : distinctLayers().entrySet()) {
      if (kind.getKey().feedForward() instanceof MixtureOfExperts moe) {
        routed += kind.getValue() * moe.routedExperts(hidden).weights();
      }
    }
    return routed;
  }

  /** Whether any layer routes tokens to experts. */
  public boolean hasExperts() {
    return layers.stream().anyMatch(it -> it.feedForward() instanceof MixtureOfExperts);
  }

  /** Trainable numbers of the main model, exact. */
  public long parameters() {
    return parameterCount().total();
  }

  /** Trainable numbers of the main model by part. */
  public ParameterCount parameterCount() {
    return ParameterCount.of(this);
  }

  /**
   * Trainable numbers that one token meets. As in published counts the embedding counts in full,
   * although a token reads one row of it.
   */
  public long activeParameters() {
    ParameterCount all = parameterCount();
    long active = all.embedding() + all.positions() + all.outputHead();
    active += finalNorm.parameters(hidden);
    for (Layer layer : layers) {
      active += layer.activeParameters(hidden);
    }
    return active;
  }

  private static List<Layer> sharingEqualOnes(List<Layer> layers) {
    Map<Layer, Layer> seen = new LinkedHashMap<>();
    List<Layer> shared = new ArrayList<>(layers.size());
    for (Layer layer : layers) {
      shared.add(seen.computeIfAbsent(layer, it -> it));
    }
    return List.copyOf(shared);
  }
}
