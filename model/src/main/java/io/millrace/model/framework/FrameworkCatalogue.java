package io.millrace.model.framework;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.parameter.FittedParameters;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterDocument;
import io.millrace.model.parameter.ParameterSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The known software lines by id, in the order of the bundled file. */
public final class FrameworkCatalogue {
  /** The profile of a framework that nobody has described: today's common practice. */
  public static final String GENERIC = "generic";

  private static final String RESOURCE = "frameworks.yaml";

  /** What the paths of the profiles' parameters begin with. */
  public static final String PARAMETERS = "frameworks";

  private static final FrameworkCatalogue BUNDLED = with(FittedParameters.bundled());

  private final Map<String, FrameworkProfile> profiles;
  private final List<Parameter> parameters;

  private FrameworkCatalogue(Map<String, FrameworkProfile> profiles, List<Parameter> parameters) {
    this.profiles = Collections.unmodifiableMap(profiles);
    this.parameters = List.copyOf(parameters);
  }

  /** The numbers in the profiles that are known within a spread. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The profiles that come with the tool. */
  public static FrameworkCatalogue bundled() {
    return BUNDLED;
  }

  /** All profiles. */
  public List<FrameworkProfile> profiles() {
    return List.copyOf(profiles.values());
  }

  /** The profile of an id, if it is known. */
  public Optional<FrameworkProfile> profile(String id) {
    return Optional.ofNullable(profiles.get(id));
  }

  /**
   * The profile of a release: of those that the file lists as {@code id@last}, the oldest that is
   * not older than the release, else the one of the id.
   */
  public Optional<FrameworkProfile> profile(String id, String release) {
    return profiles.values().stream()
        .filter(it -> it.id().startsWith(id + EarlierReleases.UNTIL))
        .filter(it -> Release.COMPARATOR.compare(until(it), release) >= 0)
        .min(Comparator.comparing(FrameworkCatalogue::until, Release.COMPARATOR))
        .or(() -> profile(id));
  }

  private static String until(FrameworkProfile profile) {
    return profile.id().substring(profile.id().indexOf(EarlierReleases.UNTIL) + 1);
  }

  /** The profile for frameworks that are not known. */
  public FrameworkProfile generic() {
    return profile(GENERIC).orElseThrow();
  }

  /**
   * The profiles that come with the tool, with other values of their parameters.
   *
   * @param instead take the place of parameters whose path begins with {@value #PARAMETERS}
   */
  public static FrameworkCatalogue with(ParameterSet instead) {
    Document file = Document.bundled(FrameworkCatalogue.class, RESOURCE);
    ParameterDocument document = ParameterDocument.of(PARAMETERS, file, instead);
    Issues issues = new Issues();
    Fields root =
        Fields.of(new Document(EarlierReleases.complete(document.document().root())), issues);
    Map<String, FrameworkProfile> profiles = new LinkedHashMap<>();
    for (String id : root.keys()) {
      root.object(id)
          .flatMap(fields -> FrameworkReader.read(id, fields))
          .ifPresent(profile -> profiles.put(id, profile));
    }
    return issues.result(() -> new FrameworkCatalogue(profiles, document.parameters())).orThrow();
  }
}
