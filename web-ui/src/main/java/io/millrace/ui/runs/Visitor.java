package io.millrace.ui.runs;

/** Somebody who asks: whom runs belong to. Nobody sees another's. */
@FunctionalInterface
public interface Visitor {

  /** Whoever sits at this machine, while the server answers this machine only. */
  Visitor LOCAL = () -> "local";

  /** The owner that the runs of this visitor are kept under. */
  String owner();
}
