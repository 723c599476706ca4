package io.millrace.planner.export.posttraining;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Part;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Where pools lie whose files say only how many devices they have: one after the other from the
 * first device, engines that have devices of their own behind the trainers.
 */
public final class PoolMeshes {

  private PoolMeshes() {}

  /** The mesh of each pool of an arrangement; an issue for each that has no device. */
  public static Map<Pool, DeviceMesh> of(
      Arrangement arrangement, ToIntFunction<Pool> devices, Issues issues) {
    List<Pool> order = new ArrayList<>();
    arrangement.pools().stream().filter(it -> !generatesOnly(it)).forEach(order::add);
    arrangement.pools().stream().filter(PoolMeshes::generatesOnly).forEach(order::add);
    Map<Pool, DeviceMesh> meshes = new LinkedHashMap<>();
    int next = 0;
    for (Pool pool : order) {
      int size = devices.applyAsInt(pool);
      if (size < 1) {
        issues.add(
            Issue.WHOLE,
            "leaves %d devices for %s".formatted(size, pool.label()),
            "count nodes and devices of all pools");
        continue;
      }
      DeviceMesh mesh = new DeviceMesh(next, size);
      meshes.put(pool, mesh);
      next = mesh.end();
    }
    return meshes;
  }

  private static boolean generatesOnly(Pool pool) {
    return pool.calls().stream().allMatch(Part.ROLLOUT::runs);
  }
}
