package io.millrace.scenarios.query.chart;

import io.millrace.scenarios.svg.LogScale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Where numbers lie: evenly, or by their logarithm where they span much. */
sealed interface NumberAxis {
  /** From which ratio on the logarithm is shown. */
  double WIDE = 10;

  /** Marks that an axis can have side by side. */
  int MOST_TICKS = 9;

  /** Where a number lies. */
  double position(double number);

  /** Numbers to mark. */
  List<Double> ticks();

  /**
   * An axis for numbers.
   *
   * @param low the least of them
   * @param high the largest of them
   * @param from where the lower end lies, in pixels
   * @param to where the upper end lies
   */
  static NumberAxis of(double low, double high, double from, double to) {
    return low > 0 && high / low >= WIDE
        ? Logarithmic.of(low, high, from, to)
        : Even.of(low, high, from, to);
  }

  /**
   * By their logarithm.
   *
   * @param scale places them
   */
  record Logarithmic(LogScale scale) implements NumberAxis {

    private static Logarithmic of(double low, double high, double from, double to) {
      return new Logarithmic(new LogScale(LogScale.below(low), LogScale.above(high), from, to));
    }

    @Override
    public double position(double number) {
      return scale.position(number);
    }

    @Override
    public List<Double> ticks() {
      List<Double> decades = scale.decades();
      if (decades.size() > MOST_TICKS) {
        int every = Math.ceilDiv(decades.size(), MOST_TICKS);
        return decades.stream().filter(it -> Math.round(Math.log10(it)) % every == 0).toList();
      }
      List<Double> all =
          Stream.concat(Stream.of(decades.getFirst() / 10), decades.stream())
              .flatMap(it -> Stream.of(it, 2 * it, 5 * it))
              .filter(it -> it >= scale.low() * (1 - 1e-9) && it <= scale.high() * (1 + 1e-9))
              .toList();
      return all.size() <= MOST_TICKS ? all : decades;
    }
  }

  /**
   * Evenly.
   *
   * @param low the lower end
   * @param high the upper end
   * @param step from mark to mark
   * @param from where the lower end lies
   * @param to where the upper end lies
   */
  record Even(double low, double high, double step, double from, double to) implements NumberAxis {

    private static Even of(double low, double high, double from, double to) {
      double span = high > low ? high - low : Math.max(1, Math.abs(low));
      double step = LogScale.above(span / (MOST_TICKS - 3));
      double first = Math.floor(low / step) * step;
      double last = Math.ceil(high / step) * step;
      return new Even(first, last > first ? last : first + step, step, from, to);
    }

    @Override
    public double position(double number) {
      return from + (to - from) * (number - low) / (high - low);
    }

    @Override
    public List<Double> ticks() {
      long count = Math.round((high - low) / step);
      return DoubleStream.iterate(0, it -> it <= count, it -> it + 1)
          .map(it -> low + it * step)
          .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }
  }
}
