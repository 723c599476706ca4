package io.millrace.model.dataflow;

import java.util.List;

/** Why a call waits for another one. */
public sealed interface Dependency {

  /** The call that is waited for. */
  CallInstance from();

  /** The call that waits. */
  CallInstance to();

  /**
   * It reads what the other one writes, in the same iteration.
   *
   * @param keys of what is passed on
   */
  record Data(CallInstance from, CallInstance to, List<String> keys) implements Dependency {
    /** Copies the list. */
    public Data {
      keys = List.copyOf(keys);
    }
  }

  /**
   * It uses weights that the other one, of an earlier iteration, updates.
   *
   * @param role whose weights
   */
  record ParameterVersion(CallInstance from, CallInstance to, String role) implements Dependency {}
}
