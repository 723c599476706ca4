package io.millrace.scenarios.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the files of the library lie: a checkout, or the class path. */
interface LibraryFiles {
  /** The ending of scenarios. */
  String SCENARIO = ".yaml";

  /** The ending of files with measured cases. */
  String MEASURED = ".json";

  /**
   * The names of the files with an ending, sorted.
   *
   * @param ending {@link #SCENARIO} or {@link #MEASURED}
   */
  List<String> names(String ending) throws IOException;

  /** What a file holds; its name is one of {@link #names}. */
  String text(String name) throws IOException;

  /** Where relative paths in scenarios start. */
  Path folder();
}
