package io.millrace.model.launch;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the files of a launcher do not say, or what is to stand in the place of what they say.
 *
 * @param name what to call the scenario
 * @param cluster a cluster of the catalogue
 * @param node a node of the catalogue
 * @param nodes how many of them
 * @param model a model of the catalogue
 * @param framework the software line
 * @param globalBatch sequences of an iteration
 * @param sequence tokens of a sequence
 * @param precision number formats of the matrix products
 */
public record Surroundings(
    String name,
    Optional<String> cluster,
    Optional<String> node,
    OptionalInt nodes,
    Optional<String> model,
    Optional<String> framework,
    OptionalInt globalBatch,
    OptionalInt sequence,
    Optional<String> precision) {

  /** Nothing but a name. */
  public static Surroundings named(String name) {
    return new Surroundings(
        name,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  /** The same on a number of nodes of a kind. */
  public Surroundings on(String kind, int number) {
    return new Surroundings(
        name,
        cluster,
        Optional.of(kind),
        OptionalInt.of(number),
        model,
        framework,
        globalBatch,
        sequence,
        precision);
  }

  /** The same with a model of the catalogue and the length of its sequences. */
  public Surroundings training(String modelName, int tokens) {
    return new Surroundings(
        name,
        cluster,
        node,
        nodes,
        Optional.of(modelName),
        framework,
        globalBatch,
        OptionalInt.of(tokens),
        precision);
  }
}
