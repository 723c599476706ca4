package io.millrace.planner.export;

/**
 * Something of a plan or its question that a launcher's files do not say.
 *
 * @param path where it stands in a scenario, such as {@code plan.schedule}
 * @param value what it is
 * @param reason why the files do not say it, and what the launcher does instead
 * @param prevents whether the run would be another plan: other memory on the devices, other ranks
 */
public record Gap(String path, String value, String reason, boolean prevents) {

  @Override
  public String toString() {
    return path + " is " + value + ": " + reason;
  }
}
