package io.millrace.simulator.report;

import io.millrace.simulator.report.Timeline.Arrow;
import io.millrace.simulator.report.Timeline.Block;
import io.millrace.simulator.report.Timeline.Place;
import io.millrace.simulator.report.Timeline.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The chain of blocks that an iteration's length hangs on: from the block that ends last back to
 * the start, each time to whatever the block had waited for.
 *
 * <p>A block waits for the one before it on its stream, for the transfer whose arrow leads to it,
 * and for what other streams of its stage do. Of those the one that ended last is the one it waited
 * for; where several ended at once the transfer is taken, then the same stream. Where all of them
 * ended before the block began, it met other stages, as an update of the weights does that waits
 * for the gradients of all: then it is what ended last on any of them.
 *
 * @param steps the blocks, the first one first
 */
public record CriticalPath(List<Step> steps) {

  /** Copies the list. */
  public CriticalPath {
    steps = List.copyOf(steps);
  }

  /**
   * A block of the path.
   *
   * @param track index of the timeline's track
   * @param block index of the track's block
   */
  public record Step(int track, int block) {}

  /** Finds the path of a timeline; empty where nothing ran. */
  public static CriticalPath of(Timeline timeline) {
    return new Search(timeline).path();
  }

  /** The blocks of a timeline by where they are and when. */
  private static final class Search {
    private final List<Track> tracks;
    private final Map<Integer, List<Integer>> ofStage = new HashMap<>();
    private final Map<Place, Place> senders = new HashMap<>();

    Search(Timeline timeline) {
      tracks = timeline.tracks();
      for (int i = 0; i < tracks.size(); i++) {
        ofStage.computeIfAbsent(tracks.get(i).stage(), _ -> new ArrayList<>()).add(i);
      }
      for (Arrow arrow : timeline.arrows()) {
        senders.put(arrow.to(), arrow.from());
      }
    }

    CriticalPath path() {
      List<Step> steps = new ArrayList<>();
      Set<Step> taken = new HashSet<>();
      Optional<Step> at = last();
      while (at.isPresent() && taken.add(at.get())) {
        steps.add(at.get());
        at = before(at.get());
      }
      Collections.reverse(steps);
      return new CriticalPath(steps);
    }

    private Optional<Step> last() {
      Optional<Step> last = Optional.empty();
      for (int i = 0; i < tracks.size(); i++) {
        if (!tracks.get(i).blocks().isEmpty()) {
          last = later(last, Optional.of(new Step(i, tracks.get(i).blocks().size() - 1)));
        }
      }
      return last;
    }

    private Optional<Step> before(Step step) {
      Track track = tracks.get(step.track());
      long start = block(step).start();
      Optional<Step> found =
          Optional.ofNullable(senders.get(new Place(track.stage(), track.stream(), start)))
              .flatMap(this::at);
      if (step.block() > 0) {
        found = later(found, Optional.of(new Step(step.track(), step.block() - 1)));
      }
      for (int other : ofStage.getOrDefault(track.stage(), List.of())) {
        if (other != step.track()) {
          found = later(found, endedBy(other, start));
        }
      }
      boolean explained = found.isPresent() && block(found.get()).end() == start;
      for (int other = 0; other < tracks.size() && !explained; other++) {
        found = later(found, other == step.track() ? Optional.empty() : endedBy(other, start));
      }
      return found;
    }

    /** The one that ends later; the first if both end at once. */
    private Optional<Step> later(Optional<Step> one, Optional<Step> two) {
      if (one.isEmpty() || two.isEmpty()) {
        return one.isEmpty() ? two : one;
      }
      return block(two.get()).end() > block(one.get()).end() ? two : one;
    }

    private Optional<Step> at(Place place) {
      for (int i : ofStage.getOrDefault(place.stage(), List.of())) {
        if (tracks.get(i).stream().equals(place.stream())) {
          int index = firstFrom(tracks.get(i), place.time());
          List<Block> blocks = tracks.get(i).blocks();
          return index < blocks.size() && blocks.get(index).start() == place.time()
              ? Optional.of(new Step(i, index))
              : Optional.empty();
        }
      }
      return Optional.empty();
    }

    /** The last block of a track that has ended by a time. */
    private Optional<Step> endedBy(int track, long time) {
      int index = firstFrom(tracks.get(track), time) - 1;
      while (index >= 0 && tracks.get(track).blocks().get(index).end() > time) {
        index--;
      }
      return index < 0 ? Optional.empty() : Optional.of(new Step(track, index));
    }

    /** The first block of a track that starts at a time or later. */
    private static int firstFrom(Track track, long time) {
      int low = 0;
      int high = track.blocks().size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (track.blocks().get(middle).start() < time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private Block block(Step step) {
      return tracks.get(step.track()).blocks().get(step.block());
    }
  }
}
