package io.millrace.model.framework;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.plan.Recompute;
import io.millrace.model.quantity.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The known software lines by id, in the order of the bundled file. */
public final class FrameworkCatalogue {
  /** The profile of a framework that nobody has described: today's common practice. */
  public static final String GENERIC = "generic";

  private static final String RESOURCE = "frameworks.yaml";
  private static final FrameworkCatalogue BUNDLED = load();

  private final Map<String, FrameworkProfile> profiles;

  private FrameworkCatalogue(Map<String, FrameworkProfile> profiles) {
    this.profiles = Collections.unmodifiableMap(profiles);
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

  /** The profile for frameworks that are not known. */
  public FrameworkProfile generic() {
    return profile(GENERIC).orElseThrow();
  }

  private static FrameworkCatalogue load() {
    Issues issues = new Issues();
    Fields root = Fields.of(Document.bundled(FrameworkCatalogue.class, RESOURCE), issues);
    Map<String, FrameworkProfile> profiles = new LinkedHashMap<>();
    for (String id : root.keys()) {
      root.object(id)
          .flatMap(fields -> read(id, fields))
          .ifPresent(profile -> profiles.put(id, profile));
    }
    return issues.result(() -> new FrameworkCatalogue(profiles)).orThrow();
  }

  private static Optional<FrameworkProfile> read(String id, Fields fields) {
    Optional<Fusion> fusion = choice(fields, "fusion", Fusion.values());
    Optional<AttentionKernel> attention = choice(fields, "attention", AttentionKernel.values());
    Optional<Duration> launch = fields.quantity("launchOverhead", Duration::parse);
    Optional<Duration> iteration = fields.quantity("iterationOverhead", Duration::parse);
    boolean gradientOverlap = fields.flag("gradientOverlap", false);
    boolean parameterOverlap = fields.flag("parameterOverlap", false);
    double tensorOverlap = fields.number("tensorOverlap", 0, 1, 0);
    boolean pointToPointOverlap = fields.flag("pointToPointOverlap", false);
    int gradientBytes = fields.integer("gradientFormatBytes", 2);
    Optional<Recompute> recompute = choice(fields, "defaultRecompute", Recompute.values());
    boolean coalesced = fields.flag("coalesced", true);
    double gatherShare = fields.number("gatherShare", 0.01, 1, 1);
    boolean hierarchicalDispatch = fields.flag("hierarchicalDispatch", false);
    double expertOverlap = fields.number("expertOverlap", 0, 1, 0);
    boolean selectiveProducts = fields.flag("selectiveProducts", false);
    boolean interleaves = fields.flag("interleaves", false);
    String source = fields.text("source");
    return fields.build(
        () ->
            new FrameworkProfile(
                id,
                fusion.orElseThrow(),
                attention.orElseThrow(),
                launch.orElseThrow(),
                iteration.orElseThrow(),
                gradientOverlap,
                parameterOverlap,
                tensorOverlap,
                pointToPointOverlap,
                gradientBytes,
                recompute.orElseThrow(),
                coalesced,
                gatherShare,
                hierarchicalDispatch,
                expertOverlap,
                selectiveProducts,
                interleaves,
                source));
  }

  private static <T extends Enum<T>> Optional<T> choice(Fields fields, String key, T[] values) {
    Function<T, String> name = it -> it.name().toLowerCase(Locale.ROOT);
    if (!fields.has(key)) {
      fields.issue(key, "is missing", "");
    }
    return fields.optionalChoice(key, List.of(values), name);
  }
}
