package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * Collects demand profiles and gives equal ones the same id: an open hash table over their bits.
 */
final class ProfileTable {

  private static final int FREE = -1;

  private int count;
  private int[] first = new int[17];
  private int[] resource = new int[64];
  private double[] demand = new double[64];
  private double[] limit = new double[16];
  private double[] weight = new double[16];
  private int[] slots = filled(64);

  /** Where a resource was last entered; of use only if it is entered there in this profile. */
  private int[] lastEntry = new int[16];

  /**
   * The id of the profile with these contents. Demands of zero draw on nothing and are left out;
   * demands on the same resource are added up.
   */
  int intern(int[] resources, double[] demands, double limit, double weight) {
    int start = first[count];
    int end = start;
    for (int i = 0; i < resources.length; i++) {
      if (demands[i] != 0) {
        int entry = entryOf(resources[i]);
        if (entry >= start && entry < end && resource[entry] == resources[i]) {
          demand[entry] += demands[i];
        } else {
          end = append(resources[i], demands[i], end);
        }
      }
    }
    // The candidate lies behind the last profile; it stays there only if it is new.
    first[count + 1] = end;
    this.limit[count] = limit;
    this.weight[count] = weight;
    int slot = slotOf(count);
    if (slots[slot] == FREE) {
      slots[slot] = count++;
      makeRoom();
      return count - 1;
    }
    return slots[slot];
  }

  int count() {
    return count;
  }

  DemandProfiles build(double[] capacity) {
    int entries = first[count];
    return new DemandProfiles(
        capacity,
        Arrays.copyOf(first, count + 1),
        Arrays.copyOf(resource, entries),
        Arrays.copyOf(demand, entries),
        Arrays.copyOf(limit, count),
        Arrays.copyOf(weight, count));
  }

  private int append(int resource, double demand, int end) {
    if (end == this.resource.length) {
      this.resource = Arrays.copyOf(this.resource, 2 * end);
      this.demand = Arrays.copyOf(this.demand, 2 * end);
    }
    this.resource[end] = resource;
    this.demand[end] = demand;
    lastEntry[resource] = end;
    return end + 1;
  }

  private int entryOf(int resource) {
    if (resource >= lastEntry.length) {
      lastEntry = Arrays.copyOf(lastEntry, 2 * resource + 1);
    }
    return lastEntry[resource];
  }

  private int slotOf(int profile) {
    int slot = hash(profile) & (slots.length - 1);
    while (slots[slot] != FREE && !equal(slots[slot], profile)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean equal(int one, int other) {
    return limit[one] == limit[other]
        && weight[one] == weight[other]
        && Arrays.equals(
            resource, first[one], first[one + 1], resource, first[other], first[other + 1])
        && Arrays.equals(
            demand, first[one], first[one + 1], demand, first[other], first[other + 1]);
  }

  private int hash(int profile) {
    int hash = 31 * Double.hashCode(limit[profile]) + Double.hashCode(weight[profile]);
    for (int entry = first[profile]; entry < first[profile + 1]; entry++) {
      hash = 31 * (31 * hash + resource[entry]) + Double.hashCode(demand[entry]);
    }
    return (hash * 0x9E3779B9) >>> 8;
  }

  private void makeRoom() {
    if (count == limit.length) {
      first = Arrays.copyOf(first, 2 * count + 1);
      limit = Arrays.copyOf(limit, 2 * count);
      weight = Arrays.copyOf(weight, 2 * count);
    }
    if (2 * count > slots.length) {
      slots = filled(2 * slots.length);
      for (int profile = 0; profile < count; profile++) {
        slots[slotOf(profile)] = profile;
      }
    }
  }

  private static int[] filled(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
