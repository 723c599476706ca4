package io.millrace.simulator.lowering.training.closedform;

/**
 * An exchange that may run beside a pass.
 *
 * @param startSeconds until data flow, in which it draws on nothing
 * @param transferSeconds in which data flow when nothing else runs
 * @param passRate rate of a pass while data flow, against its rate alone
 * @param ownRate rate of the exchange while a pass runs, against its rate alone
 */
public record Beside(double startSeconds, double transferSeconds, double passRate, double ownRate) {

  /** Nothing is exchanged. */
  public static final Beside NONE = new Beside(0, 0, 1, 1);

  /** Checks the figures. */
  public Beside {
    if (!(startSeconds >= 0 && transferSeconds >= 0 && passRate > 0 && ownRate > 0)) {
      throw new IllegalArgumentException(
          "no exchange: %s s, %s s at %s and %s"
              .formatted(startSeconds, transferSeconds, passRate, ownRate));
    }
  }

  /** One after the other on the same stream; the rates are those that give the same totals. */
  public Beside then(Beside next) {
    double transfer = transferSeconds + next.transferSeconds;
    if (transfer == 0) {
      return new Beside(startSeconds + next.startSeconds, 0, 1, 1);
    }
    double stretched = transferSeconds / ownRate + next.transferSeconds / next.ownRate;
    double lost = lostSeconds() + next.lostSeconds();
    return new Beside(
        startSeconds + next.startSeconds, transfer, 1 - lost / stretched, transfer / stretched);
  }

  /** How long it takes alone. */
  public double aloneSeconds() {
    return startSeconds + transferSeconds;
  }

  /** How long it takes beside a pass that is no shorter. */
  public double besideSeconds() {
    return startSeconds + transferSeconds / ownRate;
  }

  /** What a pass loses that is no shorter and runs all the while. */
  public double lostSeconds() {
    return transferSeconds / ownRate * (1 - passRate);
  }

  /** Rate of a pass over the whole of the exchange. */
  double meanPassRate() {
    double all = besideSeconds();
    return all == 0 ? 1 : 1 - lostSeconds() / all;
  }
}
