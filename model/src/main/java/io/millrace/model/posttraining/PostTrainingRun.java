package io.millrace.model.posttraining;

import io.millrace.model.plan.DeviceMesh;
import java.util.List;
import java.util.Optional;

/**
 * Several iterations of post-training as a simulation ran them. All times are seconds from the
 * start of the first iteration.
 *
 * @param stepSeconds of an iteration once the first one's start no longer shows, with what it takes
 *     beside its calls
 * @param iterations how many are shown below
 * @param activities what ran when, in the order of their starts
 * @param movements what travelled between devices, in the order of their starts
 * @param memory of all devices, in ranges of devices that hold the same
 */
public record PostTrainingRun(
    double stepSeconds,
    int iterations,
    List<Activity> activities,
    List<Movement> movements,
    List<DeviceMemory> memory) {

  /** Copies the lists. */
  public PostTrainingRun {
    activities = List.copyOf(activities);
    movements = List.copyOf(movements);
    memory = List.copyOf(memory);
  }

  /** What devices are busy with. */
  public enum Kind {
    /** What a trainer keeps leaves for the host's memory. */
    OFFLOAD,
    /** Updated weights travel to where they are used. */
    WEIGHTS,
    /** An engine takes weights that have come as its own. */
    LOAD,
    /** The call itself. */
    CALL
  }

  /**
   * A call, or a part of what goes before it.
   *
   * @param call its name
   * @param iteration counted from zero
   * @param mesh the devices, unless no device runs it
   */
  public record Activity(
      String call, int iteration, Kind kind, Optional<DeviceMesh> mesh, double start, double end) {}

  /**
   * What travels together.
   *
   * @param call that waits for it
   * @param iteration of the call, counted from zero
   * @param what weights of a role, or what another call has written
   * @param from where it comes from, in short
   * @param to where it goes
   * @param bytes counted at each receiver
   * @param flows into which it is cut
   */
  public record Movement(
      String call,
      int iteration,
      String what,
      String from,
      String to,
      double bytes,
      int flows,
      double start,
      double end) {}

  /**
   * What each device of a range holds over time.
   *
   * @param devices of the range
   * @param capacity of each, in bytes
   * @param steps from the start on, each until the next
   */
  public record DeviceMemory(DeviceMesh devices, double capacity, List<MemoryStep> steps) {

    /** Copies the list. */
    public DeviceMemory {
      steps = List.copyOf(steps);
    }

    /** The first of the steps at which it holds most. */
    public MemoryStep fullest() {
      MemoryStep fullest = steps.getFirst();
      for (MemoryStep step : steps) {
        fullest = step.bytes() > fullest.bytes() ? step : fullest;
      }
      return fullest;
    }
  }

  /**
   * What a device holds from a time on, in bytes.
   *
   * @param trainers weights, gradients and optimizer states of models that are trained there
   * @param weights copies of weights that a call uses
   * @param working keys and values of generation, activations of training
   */
  public record MemoryStep(double time, double trainers, double weights, double working) {

    /** All of it. */
    public double bytes() {
      return trainers + weights + working;
    }
  }
}
