package io.millrace.ui.export;

import com.vaadin.flow.router.QueryParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What of an export is looked at, as it stands in an address: {@code export=verl&file=launch.sh}.
 *
 * @param launcher its key; of one that is not known, the first is shown
 * @param file one of its files; of one that it does not have, the first is shown
 */
public record ExportPlace(String launcher, String file) {
  private static final String LAUNCHER = "export";
  private static final String FILE = "file";

  /** Where an export opens. */
  public static final ExportPlace START = new ExportPlace("", "");

  /** The place in an address; empty where no export is open. */
  public static Optional<ExportPlace> of(QueryParameters query) {
    return query
        .getSingleParameter(LAUNCHER)
        .map(it -> new ExportPlace(it, query.getSingleParameter(FILE).orElse("")));
  }

  /** The part of an address. */
  public String query() {
    return LAUNCHER
        + "="
        + URLEncoder.encode(launcher, StandardCharsets.UTF_8)
        + (file.isEmpty()
            ? ""
            : "&" + FILE + "=" + URLEncoder.encode(file, StandardCharsets.UTF_8));
  }

  /** An address with this behind the rest of its query. */
  public static String address(String path, String query, Optional<ExportPlace> place) {
    String whole =
        place.map(it -> query.isEmpty() ? it.query() : query + "&" + it.query()).orElse(query);
    return whole.isEmpty() ? path : path + "?" + whole;
  }
}
