package io.millrace.scenarios.library;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.measurement.MeasurementsReader;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The scenarios and measured cases that come with the project. In a checkout, which the property
 * {@value #HOME} names, they are its files as they are now; elsewhere those that were built into
 * the jar.
 */
public final class ScenarioLibrary {
  /** The system property that names the folder of the launcher. */
  public static final String HOME = "millrace.home";

  private final LibraryFiles files;
  private final ScenarioReader reader;

  private ScenarioLibrary(LibraryFiles files, ScenarioReader reader) {
    this.files = files;
    this.reader = reader;
  }

  /** The library of the checkout that runs, else the one in the jar. */
  public static ScenarioLibrary open() {
    return open(Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
  }

  /** The library in a folder if it has one, else the one in the jar. */
  static ScenarioLibrary open(Optional<Path> home) {
    LibraryFiles files =
        home.filter(CheckoutFiles::areIn)
            .<LibraryFiles>map(CheckoutFiles::new)
            .orElseGet(BundledFiles::new);
    return new ScenarioLibrary(files, ScenarioReader.bundled());
  }

  /**
   * Every scenario, by id.
   *
   * @throws UncheckedIOException if a file of the checkout cannot be read
   */
  public List<LibraryEntry> entries() {
    return names(LibraryFiles.SCENARIO).stream().map(this::entry).toList();
  }

  /** The scenario of an id. */
  public Optional<LibraryEntry> find(String id) {
    String file = id + LibraryFiles.SCENARIO;
    return names(LibraryFiles.SCENARIO).contains(file)
        ? Optional.of(entry(file))
        : Optional.empty();
  }

  /** Reads the scenario of an id; an issue if there is none. */
  public Parsed<Scenario> read(String id) {
    Optional<LibraryEntry> entry = find(id);
    return entry.isPresent() ? read(entry.get()) : unknown(id);
  }

  /** The scenario of an id as it is written; an issue if there is none. */
  public Parsed<Document> document(String id) {
    Optional<LibraryEntry> entry = find(id);
    return entry.isPresent() ? Document.parse(entry.get().text(), false) : unknown(id);
  }

  private <T> Parsed<T> unknown(String id) {
    List<String> ids = names(LibraryFiles.SCENARIO).stream().map(ScenarioLibrary::id).toList();
    String message = "the library has no scenario '" + id + "'";
    String nearest = NearestWord.hint(id, ids);
    String hint = nearest.isEmpty() ? "'list scenarios' shows all" : nearest;
    return new Parsed.Invalid<>(List.of(new Issue(Issue.WHOLE, message, hint)));
  }

  /** Reads a scenario. */
  public Parsed<Scenario> read(LibraryEntry entry) {
    return Document.parse(entry.text(), false)
        .then(document -> reader.read(document, entry.folder()));
  }

  /**
   * Every measured case, by file and in its order.
   *
   * @throws InvalidInputException if a file of the checkout is not one of measurements
   * @throws UncheckedIOException if a file of the checkout cannot be read
   */
  public List<MeasuredCase> measured() {
    MeasurementsReader measurements = new MeasurementsReader(reader);
    List<MeasuredCase> cases = new ArrayList<>();
    for (String file : names(LibraryFiles.MEASURED)) {
      cases.addAll(Document.parse(text(file), true).then(measurements::read).orThrow());
    }
    return List.copyOf(cases);
  }

  private LibraryEntry entry(String file) {
    String text = text(file);
    LeadingComment comment = LeadingComment.of(text);
    return new LibraryEntry(
        id(file),
        name(text).orElse(id(file)),
        comment.summary(),
        comment.remarks(),
        text,
        files.folder());
  }

  /** What a scenario calls itself, unless it cannot be read, as reading it will explain. */
  private static Optional<String> name(String text) {
    if (Document.parse(text, false) instanceof Parsed.Valid<Document> valid) {
      JsonNode name = valid.value().root().get("name");
      return name != null && name.isString() ? Optional.of(name.stringValue()) : Optional.empty();
    }
    return Optional.empty();
  }

  private static String id(String file) {
    return file.substring(0, file.length() - LibraryFiles.SCENARIO.length());
  }

  private List<String> names(String ending) {
    try {
      return files.names(ending);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(String file) {
    try {
      return files.text(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
