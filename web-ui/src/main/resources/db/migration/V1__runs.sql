-- What people asked and what came of it. Texts are JSON or YAML as it was given.
CREATE TABLE run (
  id        UUID PRIMARY KEY,
  owner     VARCHAR(200) NOT NULL,
  kind      VARCHAR(20)  NOT NULL,
  title     VARCHAR(200) NOT NULL,
  question  TEXT         NOT NULL,
  state     VARCHAR(20)  NOT NULL,
  share     DOUBLE PRECISION NOT NULL,
  note      TEXT         NOT NULL,
  answer    TEXT,
  tool      VARCHAR(100) NOT NULL,
  submitted TIMESTAMP WITH TIME ZONE NOT NULL,
  started   TIMESTAMP WITH TIME ZONE,
  ended     TIMESTAMP WITH TIME ZONE
);

CREATE INDEX run_of_owner ON run (owner, submitted);
