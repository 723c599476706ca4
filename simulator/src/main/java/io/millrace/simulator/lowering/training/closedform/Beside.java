package io.millrace.simulator.lowering.training.closedform;

/**
 * An exchange that may run beside a pass: how long it takes, and how much each loses to the other.
 * It can be filled anew for each plan, so that evaluating plans allocates nothing.
 */
public final class Beside {

  /** Nothing is exchanged. */
  public static final Beside NONE = new Beside();

  private double startSeconds;
  private double transferSeconds;
  private double passRate = 1;
  private double ownRate = 1;

  /** What follows from these, asked for with each pass. */
  private double besideSeconds;

  private double meanPassRate = 1;

  /** Nothing yet. */
  public Beside() {}

  /**
   * An exchange.
   *
   * @param startSeconds until data flow, in which it draws on nothing
   * @param transferSeconds in which data flow when nothing else runs
   * @param passRate rate of a pass while data flow, against its rate alone
   * @param ownRate rate of the exchange while a pass runs, against its rate alone
   */
  public Beside(double startSeconds, double transferSeconds, double passRate, double ownRate) {
    set(startSeconds, transferSeconds, passRate, ownRate);
  }

  /** Makes it another exchange. */
  public void set(double startSeconds, double transferSeconds, double passRate, double ownRate) {
    if (!(startSeconds >= 0 && transferSeconds >= 0 && passRate > 0 && ownRate > 0)) {
      throw new IllegalArgumentException(
          "no exchange: %s s, %s s at %s and %s"
              .formatted(startSeconds, transferSeconds, passRate, ownRate));
    }
    this.startSeconds = startSeconds;
    this.transferSeconds = transferSeconds;
    this.passRate = passRate;
    this.ownRate = ownRate;
    this.besideSeconds = startSeconds + transferSeconds / ownRate;
    this.meanPassRate = besideSeconds == 0 ? 1 : 1 - lostSeconds() / besideSeconds;
  }

  /**
   * Appends another one on the same stream; the rates become those that give the same totals.
   *
   * @param start of it, until data flow
   * @param transfer of it, in which data flow
   * @param pass rate of a pass beside it
   * @param own rate of it beside a pass
   */
  public void then(double start, double transfer, double pass, double own) {
    double sum = transferSeconds + transfer;
    if (sum == 0) {
      set(startSeconds + start, 0, 1, 1);
      return;
    }
    double stretched = transferSeconds / ownRate + transfer / own;
    double lost = lostSeconds() + transfer / own * (1 - pass);
    set(startSeconds + start, sum, 1 - lost / stretched, sum / stretched);
  }

  /** Until data flow, in which it draws on nothing. */
  public double startSeconds() {
    return startSeconds;
  }

  /** In which data flow when nothing else runs. */
  public double transferSeconds() {
    return transferSeconds;
  }

  /** Rate of the exchange while a pass runs, against its rate alone. */
  public double ownRate() {
    return ownRate;
  }

  /** How long it takes alone. */
  public double aloneSeconds() {
    return startSeconds + transferSeconds;
  }

  /** How long it takes beside a pass that is no shorter. */
  public double besideSeconds() {
    return besideSeconds;
  }

  /** What a pass loses that is no shorter and runs all the while. */
  public double lostSeconds() {
    return transferSeconds / ownRate * (1 - passRate);
  }

  /** Rate of a pass over the whole of the exchange. */
  double meanPassRate() {
    return meanPassRate;
  }

  /** By how much of itself a pass that is no longer than the exchange becomes longer beside it. */
  double stretch() {
    return 1 / meanPassRate - 1;
  }

  /** How much of the exchange a pass loses that is no shorter. */
  double loss() {
    return 1 - meanPassRate;
  }

  /**
   * What work that starts at a time loses to this exchange, which runs until another.
   *
   * @param seconds that the work takes alone
   */
  double lost(double start, double seconds, double until) {
    return until <= start ? 0 : Math.min(seconds * stretch(), (until - start) * loss());
  }
}
