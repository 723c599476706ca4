package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ArchitectureRoundTripProperties {

  @Property(tries = 300)
  void readingWhatWasWrittenGivesTheSameModel(@ForAll("models") ModelArchitecture model) {
    String yaml = ArchitectureWriter.toYaml(model);
    Issues issues = new Issues();
    Fields fields = Fields.of(Document.parse(yaml, false).orThrow(), issues);
    Optional<ModelArchitecture> read =
        ArchitectureReader.read(fields, ArchitectureCatalogue.empty(), new ArrayList<>());
    assertThat(issues.list()).isEmpty();
    assertThat(read).contains(model);
  }

  @Property(tries = 300)
  void theBreakdownAddsUpAndNoMoreIsActiveThanThereIs(@ForAll("models") ModelArchitecture model) {
    long layers =
        model.layers().stream().mapToLong(it -> it.parameters(model.hidden()).total()).sum();
    ParameterCount count = model.parameterCount();
    assertThat(count.total())
        .isEqualTo(
            count.embedding()
                + count.positions()
                + count.outputHead()
                + layers
                + model.finalNorm().parameters(model.hidden()));
    assertThat(model.activeParameters()).isLessThanOrEqualTo(model.parameters());
  }

  @Provide
  Arbitrary<ModelArchitecture> models() {
    Arbitrary<List<Layer>> layers = layers().list().ofMinSize(1).ofMaxSize(4).flatMap(this::stacks);
    Arbitrary<Optional<MultiTokenPrediction>> modules =
        Combinators.combine(Arbitraries.integers().between(1, 3), layers())
            .as(MultiTokenPrediction::new)
            .optional();
    return Combinators.combine(
            Arbitraries.of("a", "some model", "org/model-7B", "1.5", "true"),
            Arbitraries.of(64, 96, 128),
            Arbitraries.integers().between(1, 300_000),
            Arbitraries.of(true, false),
            layers,
            modules,
            Arbitraries.of(0, 2048),
            Arbitraries.of(Norm.values()))
        .as(ModelArchitecture::new);
  }

  /** Orders of a few layers: repeated in turn, or any. */
  private Arbitrary<List<Layer>> stacks(List<Layer> kinds) {
    return Arbitraries.oneOf(
        Arbitraries.integers()
            .between(1, 5)
            .map(
                times -> {
                  List<Layer> repeated = new ArrayList<>();
                  for (int i = 0; i < times; i++) {
                    repeated.addAll(kinds);
                  }
                  return repeated;
                }),
        Arbitraries.of(kinds).list().ofMinSize(1).ofMaxSize(12));
  }

  private Arbitrary<Layer> layers() {
    return Combinators.combine(
            mixers(), networks(), Arbitraries.of(Norm.values()), Arbitraries.of(1, 2, 4))
        .as(
            (mixer, network, norm, norms) ->
                mixer instanceof NoMixer && network instanceof NoFeedForward
                    ? Layer.of(GroupedQueryAttention.of(4, 4, 16), network, norm)
                    : new Layer(mixer, network, norm, norms));
  }

  private Arbitrary<SequenceMixer> mixers() {
    Arbitrary<Boolean> flags = Arbitraries.of(true, false);
    Arbitrary<Optional<SparseIndexer>> indexers =
        flags.map(reused -> new SparseIndexer(4, 16, 32, reused)).optional();
    Arbitrary<SequenceMixer> grouped =
        Combinators.combine(
                Arbitraries.of(2, 4, 8),
                Arbitraries.of(1, 2),
                Arbitraries.of(16, 32),
                Arbitraries.of(OptionalInt.empty(), OptionalInt.of(128)),
                Arbitraries.of(AttentionBias.values()),
                Arbitraries.of(QueryKeyNorm.values()),
                flags,
                flags)
            .as(
                (heads, kvHeads, headDim, window, bias, norm, gate, sinks) ->
                    new GroupedQueryAttention(
                        heads, kvHeads, headDim, headDim, window, bias, norm, gate, sinks, gate));
    Arbitrary<SequenceMixer> latent =
        Combinators.combine(Arbitraries.of(2, 8), Arbitraries.of(16, 32), flags, indexers)
            .as(
                (heads, rank, gate, indexer) ->
                    new LatentAttention(heads, rank, 32, 16, 8, 24, gate, indexer));
    Arbitrary<SequenceMixer> compressed =
        Combinators.combine(Arbitraries.of(4, 8), Arbitraries.of(4, 128), indexers)
            .as(
                (heads, ratio, indexer) ->
                    new CompressedAttention(heads, 32, 8, 16, 16, 2, 128, ratio, indexer));
    Arbitrary<SequenceMixer> linear =
        Combinators.combine(
                Arbitraries.of(LinearAttention.Kind.values()), Arbitraries.of(2, 4), flags)
            .as(
                (kind, heads, convolved) ->
                    new LinearAttention(kind, 2, heads, 16, 32, convolved ? 4 : 0));
    return Arbitraries.oneOf(
        grouped,
        latent,
        compressed,
        linear,
        Arbitraries.of(new StateSpace(4, 16, 2, 16, 4), new NoMixer()));
  }

  private Arbitrary<FeedForward> networks() {
    Arbitrary<Boolean> flags = Arbitraries.of(true, false);
    Arbitrary<Activation> activations = Arbitraries.of(Activation.values());
    Arbitrary<FeedForward> dense =
        Combinators.combine(Arbitraries.of(64, 256), activations, flags).as(DenseFeedForward::new);
    Arbitrary<FeedForward> experts =
        Combinators.combine(
                Arbitraries.of(2, 8),
                Arbitraries.of(1, 2),
                Arbitraries.of(0, 32),
                activations,
                Arbitraries.of(0, 16),
                flags,
                flags,
                flags)
            .as(
                (count, topK, shared, activation, latent, expertBias, routerBias, gate) ->
                    new MixtureOfExperts(
                        count,
                        topK,
                        48,
                        shared,
                        activation,
                        latent,
                        expertBias,
                        routerBias,
                        gate && shared > 0));
    return Arbitraries.oneOf(dense, experts, Arbitraries.of(new NoFeedForward()));
  }
}
