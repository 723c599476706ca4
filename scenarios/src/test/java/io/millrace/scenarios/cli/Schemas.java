package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The JSON Schemas that ship, by the name of their format. */
final class Schemas {
  private static final String FOLDER = "classpath:io/millrace/model/report/";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private Schemas() {}

  /** Checks a text against the schema of a format such as {@code simulation/1}. */
  static void assertMatches(String format, String json) {
    assertThat(schema(format).validate(json, InputFormat.JSON)).as(format).isEmpty();
  }

  /** What a tree has against the schema of a format. */
  static List<Error> errors(String format, JsonNode tree) {
    return schema(format).validate(tree);
  }

  /** A schema itself. */
  static JsonNode tree(String format) {
    return schema(format).getSchemaNode();
  }

  private static Schema schema(String format) {
    String file = format.replace('/', '-') + ".schema.json";
    return REGISTRY.getSchema(SchemaLocation.of(FOLDER + file));
  }
}
