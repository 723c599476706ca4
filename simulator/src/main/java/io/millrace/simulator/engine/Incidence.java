package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * Which activities draw on which resources at the moment. An activity occupies a <em>slot</em>;
 * each of its demands is an <em>element</em> that lies in the member list of its resource. Slots
 * are recycled within their profile, so all that an element says of its activity is written once.
 */
final class Incidence {

  private static final int NONE = -1;

  private DemandProfiles profiles = DemandProfiles.NONE;

  private int slots;
  int[] profileOf = new int[64];

  /** Elements of slot <i>s</i> start here and follow the order of the profile's entries. */
  int[] firstElement = new int[64];

  private int[] nextFree = new int[64];
  private int[] freeOf = new int[0];

  private int elements;
  int[] slotOf = new int[256];

  /** What the element draws of its resource when its activity is at level one. */
  double[] pull = new double[256];

  private int[] position = new int[256];

  /** The elements that lie on each resource, as many as {@code size} says. */
  int[][] members = new int[0][];

  int[] size = new int[0];

  /** Forgets every activity and prepares for other resources and profiles. */
  void reset(DemandProfiles profiles) {
    this.profiles = profiles;
    int resources = profiles.capacity.length;
    if (members.length < resources) {
      int known = members.length;
      members = Arrays.copyOf(members, resources);
      Arrays.setAll(members, c -> c < known ? members[c] : new int[2]);
      size = new int[resources];
    }
    Arrays.fill(size, 0, resources, 0);
    if (freeOf.length < profiles.count()) {
      freeOf = new int[profiles.count()];
    }
    Arrays.fill(freeOf, 0, profiles.count(), NONE);
    slots = 0;
    elements = 0;
  }

  /** Places a new activity on its resources and returns its slot. */
  int add(int profile) {
    int slot = freeOf[profile];
    if (slot == NONE) {
      slot = newSlot(profile);
    } else {
      freeOf[profile] = nextFree[slot];
    }
    int element = firstElement[slot];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      int resource = profiles.resource[entry];
      int at = size[resource]++;
      if (at == members[resource].length) {
        members[resource] = Arrays.copyOf(members[resource], 2 * at);
      }
      members[resource][at] = element;
      position[element++] = at;
    }
    return slot;
  }

  /** Takes an activity off its resources and frees its slot. */
  void remove(int slot) {
    int profile = profileOf[slot];
    int element = firstElement[slot];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      int resource = profiles.resource[entry];
      int last = members[resource][--size[resource]];
      int hole = position[element++];
      members[resource][hole] = last;
      position[last] = hole;
    }
    nextFree[slot] = freeOf[profile];
    freeOf[profile] = slot;
  }

  /** Whether the activity meets no other on any of its resources. */
  boolean alone(int slot) {
    int profile = profileOf[slot];
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      if (size[profiles.resource[entry]] != 1) {
        return false;
      }
    }
    return true;
  }

  /**
   * Slots are numbered below this; a caller keeps what it knows of an activity in arrays as long.
   */
  int slotCapacity() {
    return profileOf.length;
  }

  private int newSlot(int profile) {
    if (slots == profileOf.length) {
      profileOf = Arrays.copyOf(profileOf, 2 * slots);
      firstElement = Arrays.copyOf(firstElement, 2 * slots);
      nextFree = Arrays.copyOf(nextFree, 2 * slots);
    }
    int slot = slots++;
    profileOf[slot] = profile;
    firstElement[slot] = elements;
    int end = elements + profiles.length(profile);
    if (end > pull.length) {
      int capacity = Math.max(end, 2 * pull.length);
      slotOf = Arrays.copyOf(slotOf, capacity);
      pull = Arrays.copyOf(pull, capacity);
      position = Arrays.copyOf(position, capacity);
    }
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      slotOf[elements] = slot;
      pull[elements++] = profiles.demand[entry] * profiles.weight[profile];
    }
    return slot;
  }
}
