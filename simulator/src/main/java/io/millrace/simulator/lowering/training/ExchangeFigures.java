package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.lowering.training.closedform.Beside;
import io.millrace.simulator.lowering.training.closedform.TwoActivities;

/**
 * Collectives one after the other on one stream, as numbers: what each takes and what it asks of
 * engines, memory and each level of the fabric.
 */
final class ExchangeFigures {
  static final ExchangeFigures NONE = new ExchangeFigures(0, 0);

  private final double[] startSeconds;
  private final double[] transferSeconds;
  private final double[][] demands;
  private final double[] felt;
  private int count;

  ExchangeFigures(int capacity, int levels) {
    this.startSeconds = new double[capacity];
    this.transferSeconds = new double[capacity];
    this.demands = new double[capacity][];
    this.felt = new double[2 + levels];
  }

  /** Appends a collective that is repeated some times. */
  void add(CollectiveCost cost, int messages) {
    if (cost.seconds() == 0) {
      return;
    }
    startSeconds[count] = messages * cost.startSeconds();
    transferSeconds[count] = messages * cost.transferSeconds();
    demands[count] =
        cost.transferSeconds() == 0
            ? new double[felt.length]
            : DeviceResources.demands(cost, 1, felt.length - 2);
    count++;
  }

  /** How long all of them take alone. */
  double aloneSeconds() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += startSeconds[i] + transferSeconds[i];
    }
    return sum;
  }

  /** What they are where nothing runs beside them; fills and returns the argument. */
  Beside alone(Beside into) {
    double start = 0;
    double transfer = 0;
    for (int i = 0; i < count; i++) {
      start += startSeconds[i];
      transfer += transferSeconds[i];
    }
    into.set(start, transfer, 1, 1);
    return start + transfer == 0 ? Beside.NONE : into;
  }

  /**
   * What they are beside a pass.
   *
   * @param engineShare how much of what they take of the engines is felt by the pass
   * @param pass what the pass asks for
   * @param into is filled
   * @return the same, or {@link Beside#NONE} if there is nothing to exchange
   */
  Beside beside(double engineShare, double[] pass, Beside into) {
    if (count == 0) {
      return Beside.NONE;
    }
    into.set(0, 0, 1, 1);
    for (int i = 0; i < count; i++) {
      if (transferSeconds[i] == 0) {
        into.then(startSeconds[i], 0, 1, 1);
      } else {
        feel(engineShare, i);
        into.then(
            startSeconds[i],
            transferSeconds[i],
            TwoActivities.rate(pass, felt),
            TwoActivities.rate(felt, pass));
      }
    }
    return into;
  }

  /** The lowest rate of the first of others beside one of these. */
  double slowest(double engineShare, ExchangeFigures other) {
    double rate = 1;
    if (other.count == 0 || other.transferSeconds[0] == 0) {
      return rate;
    }
    other.feel(engineShare, 0);
    for (int i = 0; i < count; i++) {
      if (transferSeconds[i] > 0) {
        feel(engineShare, i);
        rate = Math.min(rate, TwoActivities.rate(other.felt, felt));
      }
    }
    return rate;
  }

  private void feel(double engineShare, int index) {
    System.arraycopy(demands[index], 0, felt, 0, felt.length);
    felt[0] *= engineShare;
  }
}
