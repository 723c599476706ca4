package io.millrace.scenarios.query;

import io.millrace.model.input.InvalidInputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets exactly one {@code SELECT} pass, as of all statements it alone writes nothing. What is one
 * is not guessed: the database's own parser gives its tree, and gives none of anything else. Of the
 * functions that make tables only those pass that compute: others read files or, like {@code
 * enable_logging}, write some.
 */
final class SelectOnly {
  private static final Set<String> COMPUTING =
      Set.of(
          "generate_series",
          "histogram",
          "histogram_values",
          "json_each",
          "json_tree",
          "range",
          "repeat",
          "unnest");

  private final SqlIssue issue;

  private SelectOnly(SqlIssue issue) {
    this.issue = issue;
  }

  /**
   * Checks a text.
   *
   * @throws InvalidInputException if it is anything else or cannot be parsed
   */
  static void require(Connection database, String sql, SqlIssue issue) {
    new SelectOnly(issue).check(parsed(database, sql, issue));
  }

  private static JsonNode parsed(Connection database, String sql, SqlIssue issue) {
    try (PreparedStatement statement =
        database.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return JsonMapper.shared().readTree(result.getString(1));
      }
    } catch (SQLException e) {
      throw issue.of(e);
    }
  }

  private void check(JsonNode parsed) {
    if (parsed.path("error_type").asString("").equals("parser")) {
      throw issue.at(
          parsed.path("position").asInt(-1), parsed.path("error_message").asString("is no SQL"));
    }
    if (parsed.path("error").asBoolean(true)) {
      throw issue.at(
          -1,
          "only SELECT is answered, as a question changes nothing; PIVOT has to name its values, as"
              + " in PIVOT rows ON x IN (1, 2)");
    }
    int statements = parsed.path("statements").size();
    if (statements != 1) {
      throw issue.at(-1, "has " + statements + " statements, not one");
    }
    checkFunctions(parsed);
  }

  private void checkFunctions(JsonNode node) {
    if (node.path("type").asString("").equals("TABLE_FUNCTION")) {
      String name = node.path("function").path("function_name").asString("");
      if (!COMPUTING.contains(name)) {
        throw issue.at(
            node.path("query_location").asInt(-1),
            name + " is not answered: a question reads the rows of its sweeps and nothing else");
      }
    }
    node.forEach(this::checkFunctions);
  }
}
