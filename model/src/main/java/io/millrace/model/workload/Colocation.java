package io.millrace.model.workload;

/** Whether generation and training have devices in common. */
public enum Colocation {
  /** Nobody says: they take turns unless generation runs ahead, and a search may do otherwise. */
  OPEN,
  /** They take turns on the same devices. */
  TOGETHER,
  /** They have no device in common. */
  APART
}
