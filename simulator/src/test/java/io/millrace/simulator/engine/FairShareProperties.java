package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Activities come and go at random; after every instant the shares must be those of the rule. */
class FairShareProperties {

  private static final double TOLERANCE = 1e-9;

  /** What a profile is made of; resources are taken modulo their number. */
  record Kind(List<Integer> resources, List<Double> demands, double limit, double weight) {}

  /** Each instant is a list of changes: a kind to add, or, if negative, somebody to remove. */
  record Story(List<Double> capacities, List<Kind> kinds, List<List<Integer>> instants) {}

  /** An activity under way; the serial number tells it from the next one in its slot. */
  private record Member(int serial, int slot, int kind) {}

  private interface Check {
    void accept(FairShare share, DemandProfiles profiles, List<Member> members);
  }

  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void everyActivityIsAtItsLimitOrOnAFullResourceWhereNobodyIsHigher(
      @ForAll("stories") Story story) {
    tell(story, FairShareProperties::assertMaxMin);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void sharesKeptUpToDateAreThoseFoundAfresh(@ForAll("evenStories") Story story) {
    tell(story, FairShareProperties::assertSameAsAfresh);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void sharesAreThoseOfTheTextbookAlgorithm(@ForAll("evenStories") Story story) {
    tell(story, FairShareProperties::assertTextbook);
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void thoseWhoseRateChangesAreReportedAndNoOthers(@ForAll("evenStories") Story story) {
    Map<Member, Double> known = new HashMap<>();
    tell(
        story,
        (share, profiles, members) -> {
          Set<Integer> reported = new HashSet<>();
          for (int i = 0; i < share.changedCount(); i++) {
            reported.add(share.changed(i));
          }
          assertThat(reported).hasSize(share.changedCount());
          for (Member member : members) {
            double rate = share.rate(member.slot);
            if (!known.containsKey(member)) {
              assertThat(reported).contains(member.slot);
            } else if (reported.contains(member.slot)) {
              assertThat(rate).isNotEqualTo(known.get(member));
            } else {
              assertClose(profiles, member, rate, known.get(member));
            }
            known.put(member, rate);
          }
        });
  }

  private static void tell(Story story, Check check) {
    DemandProfiles profiles = profiles(story);
    FairShare share = new FairShare();
    share.reset(profiles);
    List<Member> members = new ArrayList<>();
    int serial = 0;
    for (List<Integer> instant : story.instants) {
      int leavable = members.size();
      for (int change : instant) {
        if (change >= 0) {
          int kind = change % profiles.count();
          members.add(new Member(serial++, share.add(kind), kind));
        } else if (leavable > 0) {
          share.remove(members.remove(Math.floorMod(change, leavable--)).slot);
        }
      }
      share.solve();
      check.accept(share, profiles, members);
    }
  }

  private static void assertMaxMin(FairShare share, DemandProfiles profiles, List<Member> members) {
    int resources = profiles.capacity.length;
    double[] load = new double[resources];
    double[] highest = new double[resources];
    for (Member member : members) {
      double rate = share.rate(member.slot);
      for (int e = profiles.first[member.kind]; e < profiles.first[member.kind + 1]; e++) {
        int c = profiles.resource[e];
        load[c] += profiles.demand[e] * rate;
        highest[c] = Math.max(highest[c], rate / profiles.weight[member.kind]);
      }
    }
    for (int c = 0; c < resources; c++) {
      assertThat(load[c]).isLessThanOrEqualTo(profiles.capacity[c] * (1 + TOLERANCE));
    }
    for (Member member : members) {
      double rate = share.rate(member.slot);
      assertThat(rate).isLessThanOrEqualTo(profiles.limit[member.kind]);
      boolean heldBack = rate == profiles.limit[member.kind];
      for (int e = profiles.first[member.kind]; e < profiles.first[member.kind + 1]; e++) {
        int c = profiles.resource[e];
        boolean full = load[c] >= profiles.capacity[c] * (1 - TOLERANCE);
        double level = rate / profiles.weight[member.kind];
        heldBack |= full && level >= highest[c] * (1 - TOLERANCE);
      }
      assertThat(heldBack).as("%s at rate %s is held back", member, rate).isTrue();
    }
  }

  private static void assertSameAsAfresh(
      FairShare share, DemandProfiles profiles, List<Member> members) {
    FairShare afresh = new FairShare();
    afresh.reset(profiles);
    int[] slots = members.stream().mapToInt(member -> afresh.add(member.kind)).toArray();
    afresh.solve();
    for (int i = 0; i < slots.length; i++) {
      Member member = members.get(i);
      assertClose(profiles, member, share.rate(member.slot), afresh.rate(slots[i]));
    }
  }

  private static void assertTextbook(
      FairShare share, DemandProfiles profiles, List<Member> members) {
    double[] levels =
        ProgressiveFilling.levels(profiles, members.stream().map(Member::kind).toList());
    for (int i = 0; i < levels.length; i++) {
      Member member = members.get(i);
      double expected = levels[i] * profiles.weight[member.kind];
      assertClose(profiles, member, share.rate(member.slot), expected);
    }
  }

  /**
   * What others leave over of a resource is known to a fraction of its capacity only, so a rate is
   * compared on the scale of what the activity reaches alone.
   */
  private static void assertClose(
      DemandProfiles profiles, Member member, double actual, double expected) {
    if (actual != expected) {
      double alone = profiles.levelAlone[member.kind] * profiles.weight[member.kind];
      assertThat(actual).isCloseTo(expected, within(TOLERANCE * alone));
    }
  }

  private static DemandProfiles profiles(Story story) {
    ProfileTable table = new ProfileTable();
    for (Kind kind : story.kinds) {
      int[] resources =
          kind.resources.stream().mapToInt(c -> c % story.capacities.size()).toArray();
      double[] demands = kind.demands.stream().mapToDouble(d -> d).toArray();
      table.intern(resources, Arrays.copyOf(demands, resources.length), kind.limit, kind.weight);
    }
    return table.build(story.capacities.stream().mapToDouble(c -> c).toArray());
  }

  @Provide
  Arbitrary<Story> stories() {
    Arbitrary<Double> distant = Arbitraries.of(1e-6, 1e6, 3e9);
    return stories(Arbitraries.frequencyOf(Tuple.of(8, figures()), Tuple.of(1, distant)));
  }

  /** Without figures so far apart that rounding alone makes two solutions differ. */
  @Provide
  Arbitrary<Story> evenStories() {
    return stories(figures());
  }

  /** Round figures make ties, odd ones rounding errors. */
  private static Arbitrary<Double> figures() {
    return Arbitraries.oneOf(
        Arbitraries.of(1.0, 2.0, 3.0, 4.0, 6.0, 10.0),
        Arbitraries.of(0.1, 0.3, 0.7, 1.1, 1.0 / 3, 9.9),
        Arbitraries.doubles().between(0.1, 100));
  }

  private static Arbitrary<Story> stories(Arbitrary<Double> figure) {
    Arbitrary<Double> capacity =
        Arbitraries.frequencyOf(Tuple.of(15, figure), Tuple.of(1, Arbitraries.just(0.0)));
    Arbitrary<Double> unlimited = Arbitraries.just(Double.POSITIVE_INFINITY);
    Arbitrary<Kind> kind =
        Combinators.combine(
                Arbitraries.integers().between(0, 11).list().ofMaxSize(5),
                figure.list().ofSize(5),
                Arbitraries.oneOf(figure, unlimited),
                Arbitraries.oneOf(figure, Arbitraries.just(1.0)))
            .as(Kind::new);
    Arbitrary<List<Integer>> instant =
        Arbitraries.integers().between(-50, 80).list().ofMinSize(1).ofMaxSize(6);
    return Combinators.combine(
            capacity.list().ofMinSize(1).ofMaxSize(12),
            kind.list().ofMinSize(1).ofMaxSize(12),
            instant.list().ofMinSize(1).ofMaxSize(25))
        .as(Story::new);
  }
}
