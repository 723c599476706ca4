package io.millrace.ui.runs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps runs in a database, whose tables the migrations in {@code db/migration} make. */
public final class RunStore {
  private static final String ALL =
      "SELECT id, owner, kind, title, question, state, share, note, answer, tool, submitted,"
          + " started, ended FROM run ";

  private static final String WITHOUT_ANSWER = ALL.replace("answer,", "NULL AS answer,");

  private static final Pattern UNFIT = Pattern.compile("[\\x{0}\\p{Cs}]");

  private final JdbcClient database;

  /** Keeps them in a database. */
  public RunStore(JdbcClient database) {
    this.database = database;
  }

  void add(Run run) {
    bound(
            database.sql(
                "INSERT INTO run (id, owner, kind, title, question, state, share, note, answer,"
                    + " tool, submitted, started, ended) VALUES (:id, :owner, :kind, :title,"
                    + " :question, :state, :share, :note, :answer, :tool, :submitted, :started,"
                    + " :ended)"),
            run)
        .param("owner", run.owner())
        .param("kind", run.kind().key())
        .param("title", kept(run.title()))
        .param("question", kept(run.question()))
        .param("tool", run.tool())
        .param("submitted", at(run.submitted()))
        .update();
  }

  /** Keeps what became of a run. */
  void update(Run run) {
    bound(
            database.sql(
                "UPDATE run SET state = :state, share = :share, note = :note, answer = :answer,"
                    + " started = :started, ended = :ended WHERE id = :id"),
            run)
        .update();
  }

  private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec statement, Run run) {
    return statement
        .param("id", run.id())
        .param("state", run.state().key())
        .param("share", run.share())
        .param("note", kept(run.note()))
        .param("answer", run.answer().map(RunStore::kept).orElse(null), Types.LONGVARCHAR)
        .param("started", run.started().map(RunStore::at).orElse(null), TIME)
        .param("ended", run.ended().map(RunStore::at).orElse(null), TIME);
  }

  /**
   * A text as both databases take it: PostgreSQL has no character zero, and no halves of those that
   * take two. A run whose name or message has one must not be lost for it.
   */
  private static String kept(String text) {
    return UNFIT.matcher(text).replaceAll("\ufffd");
  }

  private static final int TIME = Types.TIMESTAMP_WITH_TIMEZONE;

  /** A run of somebody; nobody finds what others asked. */
  Optional<Run> find(String owner, UUID id) {
    return database
        .sql(ALL + "WHERE id = :id AND owner = :owner")
        .param("id", id)
        .param("owner", owner)
        .query(RunStore::run)
        .optional();
  }

  /** The runs of somebody, the latest first, without their answers, which may be long. */
  List<Run> of(String owner, int most) {
    return database
        .sql(WITHOUT_ANSWER + "WHERE owner = :owner ORDER BY submitted DESC, id LIMIT :most")
        .param("owner", owner)
        .param("most", most)
        .query(RunStore::run)
        .list();
  }

  /** Those of somebody that come after one of them in that order. */
  List<Run> after(String owner, RunPlace last, int most) {
    return database
        .sql(
            WITHOUT_ANSWER
                + "WHERE owner = :owner AND (submitted < :at OR (submitted = :at AND id > :id))"
                + " ORDER BY submitted DESC, id LIMIT :most")
        .param("owner", owner)
        .param("at", at(last.submitted()))
        .param("id", last.id())
        .param("most", most)
        .query(RunStore::run)
        .list();
  }

  /** Removes a run of somebody. */
  boolean remove(String owner, UUID id) {
    return database
            .sql("DELETE FROM run WHERE id = :id AND owner = :owner")
            .param("id", id)
            .param("owner", owner)
            .update()
        > 0;
  }

  /**
   * Marks what a server had not finished when it ended.
   *
   * @return how many there were
   */
  int interrupt(Instant now) {
    return database
        .sql(
            "UPDATE run SET state = :interrupted, ended = :now"
                + " WHERE state IN (:queued, :running)")
        .param("interrupted", RunState.INTERRUPTED.key())
        .param("queued", RunState.QUEUED.key())
        .param("running", RunState.RUNNING.key())
        .param("now", at(now))
        .update();
  }

  private static Run run(ResultSet row, int number) throws SQLException {
    return new Run(
        row.getObject("id", UUID.class),
        row.getString("owner"),
        RunKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("title"),
        row.getString("question"),
        RunState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getDouble("share"),
        row.getString("note"),
        Optional.empty(),
        Optional.ofNullable(row.getString("answer")),
        row.getString("tool"),
        row.getObject("submitted", OffsetDateTime.class).toInstant(),
        instant(row.getObject("started", OffsetDateTime.class)),
        instant(row.getObject("ended", OffsetDateTime.class)));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
