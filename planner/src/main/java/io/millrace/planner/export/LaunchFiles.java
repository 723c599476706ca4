package io.millrace.planner.export;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an exporter wrote.
 *
 * @param files texts by their names, {@code launch.sh} among them, which starts the run on one node
 * @param gaps what the files do not say
 * @param remarks what to know before using them, such as keys that nobody has tried
 */
public record LaunchFiles(SortedMap<String, String> files, List<Gap> gaps, List<String> remarks) {
  /** The script that each node runs. */
  public static final String SCRIPT = "launch.sh";

  /** Copies the collections. */
  public LaunchFiles {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    gaps = List.copyOf(gaps);
    remarks = List.copyOf(remarks);
  }

  /** Of files in any order. */
  public static LaunchFiles of(Map<String, String> files, List<Gap> gaps, List<String> remarks) {
    return new LaunchFiles(new TreeMap<>(files), gaps, remarks);
  }

  /** Gaps that make the launcher run another plan; empty where it can run this one. */
  public List<Gap> obstacles() {
    return gaps.stream().filter(Gap::prevents).toList();
  }
}
