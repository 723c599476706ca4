package io.millrace.model.architecture;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import java.util.List;

/**
 * Reads architectures from the files of another tool. Implementations are found as services ({@link
 * java.util.ServiceLoader}), so that a scenario can name such a file as its model whichever tool it
 * comes from.
 */
public interface ArchitectureImporter {

  /** Whether a file looks like this format. */
  boolean recognises(Document document);

  /**
   * Reads a file.
   *
   * @param document the file
   * @param name what to call the model, from the name of the file
   * @param assumptions where to add what the file leaves open
   */
  Parsed<ModelArchitecture> read(Document document, String name, List<Assumption> assumptions);
}
