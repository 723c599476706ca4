package io.millrace.planner.posttraining;

import java.util.Arrays;

/**
 * One choice of everything: for each pool the number of its mesh, for each group that of its option
 * among those for the mesh's size. It can be changed; {@link #copy} where it must not.
 */
final class Assignment {
  private final int[] meshes;
  private final int[] options;

  Assignment(int pools, int groups) {
    this.meshes = new int[pools];
    this.options = new int[groups];
  }

  private Assignment(int[] meshes, int[] options) {
    this.meshes = meshes;
    this.options = options;
  }

  int mesh(int pool) {
    return meshes[pool];
  }

  int option(int group) {
    return options[group];
  }

  void placePool(int pool, int mesh) {
    meshes[pool] = mesh;
  }

  void placeGroup(int group, int option) {
    options[group] = option;
  }

  void set(Assignment other) {
    System.arraycopy(other.meshes, 0, meshes, 0, meshes.length);
    System.arraycopy(other.options, 0, options, 0, options.length);
  }

  Assignment copy() {
    return new Assignment(meshes.clone(), options.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Assignment that
        && Arrays.equals(meshes, that.meshes)
        && Arrays.equals(options, that.options);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(meshes) + Arrays.hashCode(options);
  }
}
