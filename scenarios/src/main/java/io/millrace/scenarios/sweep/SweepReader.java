package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code sweep/1}. Its keys:
 *
 * <ul>
 *   <li>{@code scenario}: a file, relative to the sweep, an id of the library, or the scenario
 *       itself
 *   <li>{@code axes}: what varies ({@link AxisReader}); all combinations are points
 *   <li>{@code where}: conditions that a point has to meet ({@link ExpressionParser})
 *   <li>{@code sample}: {@code method}, {@code points}, {@code seed}: points spread over the axes
 *       instead of all combinations
 *   <li>{@code evaluate}: {@code cost}, {@code simulate} or {@code plan}
 *   <li>{@code best}: of the plans of each context only so many become rows
 *   <li>{@code then}: {@code simulate}: a second stage for these
 *   <li>{@code search}: how plans are searched ({@link Search})
 *   <li>{@code draws}: {@code number} and {@code seed}: everything again under other parameters
 *       ({@link Draws})
 *   <li>{@code replications}: {@code number} and {@code seed}: everything again by other chances
 *       ({@link Replications})
 *   <li>{@code rowsPerChunk}: points that are written together
 * </ul>
 */
final class SweepReader {
  private static final long MOST_LOOKED_AT = 100_000;
  private static final int MOST_ROWS_OF_CHUNK = 1_000_000;

  /** How many chunks a short sweep has, unless these were too small. */
  private static final int FEW_CHUNKS = 32;

  /** Which part of a usual chunk the smallest is. */
  private static final int SMALLEST_CHUNK = 40;

  private final ScenarioLibrary library;

  SweepReader(ScenarioLibrary library) {
    this.library = library;
  }

  /** Whether a document says that it is a sweep, of whatever version. */
  static boolean isSweep(Document document) {
    JsonNode format = document.root().get("format");
    return format != null && format.isString() && format.stringValue().startsWith("sweep/");
  }

  /** Reads a file. */
  Parsed<Sweep> read(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    return Document.read(file).then(document -> read(document, folder));
  }

  /** Reads a document; relative paths in it start at a folder. */
  Parsed<Sweep> read(Document document, Path folder) {
    return read(document, Optional.of(folder));
  }

  /** Reads a document of somebody who must not read files here: it may only name what ships. */
  Parsed<Sweep> read(Document document) {
    return read(document, Optional.empty());
  }

  private Parsed<Sweep> read(Document document, Optional<Path> folder) {
    Issues issues = new Issues();
    Fields root = Fields.of(document, issues);
    String format = root.text("format");
    if (root.has("format") && !format.equals(Sweep.FORMAT)) {
      root.issue("format", "is '" + format + "'; this release reads " + Sweep.FORMAT, "");
    }
    String name = root.text("name");
    Optional<Base> base = base(root, document.root(), folder, issues);
    Optional<Draws> draws = Draws.read(root);
    Optional<Replications> replications = replications(root, base, draws);
    List<Axis> axes =
        Stream.of(
                draws.stream().map(Draws::axis),
                root.objects("axes").stream().map(new AxisReader()::read).flatMap(Optional::stream),
                replications.stream().map(Replications::axis))
            .flatMap(it -> it)
            .sorted(Comparator.comparing(Axis::order))
            .toList();
    if (!root.has("axes")) {
      root.issue("axes", "is missing", "say what varies: axes: [{path: ..., values: [...]}]");
    }
    distinct(axes, root);
    boolean ofPlan = axes.stream().anyMatch(Axis::isOfPlan);
    Question question = Question.read(root, draws, ofPlan && !root.has("sample"));
    if (question.evaluation() == Evaluation.PLAN && ofPlan) {
      root.issue("evaluate", "plan searches what an axis varies", "leave out the axes of the plan");
    }
    base.ifPresent(it -> checkStreams(root, it, question));
    base.ifPresent(
        it ->
            KnownPaths.check(spelt(it.scenario(), ofPlan), it.folder(), axes).forEach(issues::add));
    Optional<Points> points = points(root, axes, issues);
    List<Condition> conditions = conditions(root, axes, base);
    int rows = root.integer("rowsPerChunk", 1, usualRows(question.evaluation(), points));
    points.ifPresent(it -> checkChunks(root, rows, question, it));
    points.filter(it -> issues.isEmpty()).ifPresent(it -> someMeet(conditions, it, root));
    Optional<Sweep> sweep =
        root.build(
            () -> {
              ObjectNode written = (ObjectNode) document.root().deepCopy();
              written.set("scenario", base.orElseThrow().scenario());
              ObjectNode scenario = spelt(base.orElseThrow().scenario(), ofPlan);
              return new Sweep(
                  name,
                  scenario,
                  base.orElseThrow().folder(),
                  axes,
                  points.orElseThrow(),
                  conditions,
                  question,
                  Math.toIntExact(wholeContexts(rows, question, points.orElseThrow())),
                  written);
            });
    return issues.result(sweep::orElseThrow);
  }

  /** A scenario whose plan has the degrees that its label stands for, if axes vary them. */
  private static ObjectNode spelt(ObjectNode scenario, boolean ofPlan) {
    ObjectNode spelt = scenario.deepCopy();
    if (ofPlan && spelt.get("plan") instanceof ObjectNode plan) {
      ScenarioTemplate.spellDegrees(plan);
    }
    return spelt;
  }

  /** Few enough that some threads share a short sweep, and not so few that files cost more. */
  private static int usualRows(Evaluation evaluation, Optional<Points> points) {
    int most = evaluation.rowsPerChunk();
    long share = points.map(Points::count).orElse(Long.MAX_VALUE) / FEW_CHUNKS;
    return (int) Math.clamp(share, Math.max(1, most / SMALLEST_CHUNK), most);
  }

  /** Rows of a chunk are held together, and chunks have numbers. */
  private static void checkChunks(Fields root, int rows, Question question, Points points) {
    if (rows > MOST_ROWS_OF_CHUNK) {
      root.issue("rowsPerChunk", "is " + rows + ", more than " + MOST_ROWS_OF_CHUNK, "");
      return;
    }
    long whole = wholeContexts(rows, question, points);
    if (question.best().isPresent() && points.pointsOfContext() > MOST_ROWS_OF_CHUNK) {
      root.issue(
          "best",
          "chooses among %,d plans of each point, more than %,d"
              .formatted(points.pointsOfContext(), MOST_ROWS_OF_CHUNK),
          "vary the plan less, or leave 'best' out");
    } else if (Math.ceilDiv(points.count(), whole) > Integer.MAX_VALUE) {
      root.issue(
          "axes",
          "make %,d points, which are more chunks of %,d than can be numbered"
              .formatted(points.count(), whole),
          "vary less, or add a 'sample'");
    }
  }

  /** Where the best of a context are chosen, a chunk has whole contexts. */
  private static long wholeContexts(int rows, Question question, Points points) {
    long context = question.best().isPresent() ? points.pointsOfContext() : 1;
    return Math.ceilDiv(rows, context) * context;
  }

  private record Base(ObjectNode scenario, Optional<Path> folder) {}

  private Optional<Base> base(Fields root, JsonNode tree, Optional<Path> folder, Issues issues) {
    if (root.hasObject("scenario")) {
      return Optional.of(new Base((ObjectNode) tree.get("scenario"), folder));
    }
    String reference = root.text("scenario");
    if (!root.hasText("scenario")) {
      return Optional.empty();
    }
    Optional<Path> file = folder.map(it -> it.resolve(reference)).filter(Files::exists);
    Parsed<Document> document =
        file.isPresent() ? Document.read(file.get()) : library.document(reference);
    return switch (document) {
      case Parsed.Valid<Document> valid when valid.value().root() instanceof ObjectNode object ->
          Optional.of(new Base(object, file.map(Path::getParent).or(() -> folder)));
      case Parsed.Valid<Document> _ -> {
        issues.add("scenario", reference + " is no scenario", "");
        yield Optional.empty();
      }
      case Parsed.Invalid<Document> invalid -> {
        invalid.issues().forEach(it -> issues.add(new Issue("scenario", it.message(), it.hint())));
        yield Optional.empty();
      }
    };
  }

  /** Only streams have chance in them: all else is computed, the same each time. */
  private static Optional<Replications> replications(
      Fields root, Optional<Base> base, Optional<Draws> draws) {
    Optional<Replications> replications = Replications.read(root);
    if (root.has("replications")
        && base.isPresent()
        && !Contexts.isOfStreams(base.get().scenario())) {
      root.issue(
          "replications",
          "would all be the same, as chance plays no part in this workload",
          draws.isPresent()
              ? "'draws' repeat it already, with other parameters"
              : "to see how sure it is, write 'draws: {number: 30}'");
    }
    return replications;
  }

  private static void checkStreams(Fields root, Base base, Question question) {
    if (!Contexts.isOfStreams(base.scenario())) {
      return;
    }
    if (question.evaluation() != Evaluation.SIMULATE) {
      root.issue("evaluate", "streams are simulated", "write 'evaluate: simulate'");
    }
    if (question.draws().isPresent()) {
      root.issue("draws", "streams have no calibrated parameters", "write 'replications'");
    }
  }

  private static void distinct(List<Axis> axes, Fields root) {
    Set<String> columns = new HashSet<>();
    for (Axis axis : axes) {
      for (ScenarioPath path : axis.paths()) {
        if (!columns.add(path.column())) {
          root.issue("axes", "two axes vary " + path, "join them in one axis");
        }
      }
    }
  }

  private static Optional<Points> points(Fields root, List<Axis> axes, Issues issues) {
    Optional<Fields> sample = root.optionalObject("sample");
    if (sample.isPresent()) {
      Fields fields = sample.get();
      Sampling method =
          fields
              .optionalChoice("method", List.of(Sampling.values()), Sampling::key)
              .orElse(Sampling.SOBOL);
      int points = fields.integer("points", 1);
      OptionalInt seed = fields.optionalInteger("seed", 0);
      return fields.build(() -> new Sample(axes, method, points, seed.orElse(0)));
    }
    for (Axis axis : axes) {
      if (axis.size() == 0) {
        issues.add(
            "axes",
            axis.paths().getFirst() + " is a continuous range",
            "add 'step', 'factor' or 'count', or a 'sample'");
        return Optional.empty();
      }
    }
    Grid grid = new Grid(axes);
    try {
      grid.count();
    } catch (ArithmeticException e) {
      issues.add("axes", "have more combinations than can be numbered", "add a 'sample'");
      return Optional.empty();
    }
    return Optional.of(grid);
  }

  /** Conditions that no point meets are a slip; of very many points nobody looks at all. */
  private static void someMeet(List<Condition> conditions, Points points, Fields root) {
    if (conditions.isEmpty() || points.count() > MOST_LOOKED_AT) {
      return;
    }
    boolean met =
        LongStream.range(0, points.count())
            .mapToObj(points::at)
            .anyMatch(point -> conditions.stream().allMatch(it -> it.holds(point)));
    if (!met) {
      root.issue("where", "is met by none of %,d points".formatted(points.count()), "");
    }
  }

  private static List<Condition> conditions(Fields root, List<Axis> axes, Optional<Base> base) {
    List<Condition> conditions = new ArrayList<>();
    List<String> texts = root.texts("where");
    for (int i = 0; i < texts.size(); i++) {
      String key = "where[" + i + "]";
      try {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(texts.get(i));
        for (ScenarioPath path : parsed.paths()) {
          boolean known =
              axes.stream().anyMatch(it -> it.paths().contains(path))
                  || base.flatMap(it -> path.in(it.scenario())).isPresent();
          if (!known && base.isPresent()) {
            root.issue(key, "no axis and no key of the scenario is " + path, "");
          }
        }
        base.ifPresent(it -> conditions.add(new Condition(parsed, axes, it.scenario())));
      } catch (IllegalArgumentException e) {
        root.issue(key, String.valueOf(e.getMessage()), "such as 'plan.tensor <= 8'");
      }
    }
    return conditions;
  }
}
