package io.millrace.ui.runs;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Databases as the dashboard has them: an H2 in a file, and the server of a real PostgreSQL. */
final class Databases {
  private Databases() {}

  static JdbcClient h2(Path folder) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.resolve("millrace").toAbsolutePath());
    return migrated(source);
  }

  static EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder().start();
  }

  static JdbcClient migrated(DataSource source) {
    Flyway.configure().dataSource(source).load().migrate();
    return JdbcClient.create(source);
  }
}
