package io.millrace.planner.posttraining;

import io.millrace.planner.search.Background;

/** A search in the background: its best so far, a way to end it, its answer. */
public final class PostTrainingJob {
  private final PlacementSearch search;
  private final Background<PostTrainingAnswer> answer;

  private PostTrainingJob(PlacementSearch search) {
    this.search = search;
    this.answer = Background.start("post-training-planning", search::run);
  }

  static PostTrainingJob start(PlacementSearch search) {
    return new PostTrainingJob(search);
  }

  /** How far it is. */
  public Progress progress() {
    return search.progress();
  }

  /**
   * How far a search is.
   *
   * @param layout what it searches now
   * @param seconds of the best iteration so far; infinite before there is one
   * @param bound seconds that no plan of the layout gets below, as far as is known
   */
  public record Progress(String layout, double seconds, double bound) {}

  /** Ends the search; the answer is then the best that was found so far. */
  public void cancel() {
    search.cancel();
  }

  /** Whether the answer is there. */
  public boolean done() {
    return answer.done();
  }

  /**
   * Waits for the answer.
   *
   * @throws io.millrace.model.input.InvalidInputException if a figure that costs need is not
   *     published for the scenario's device
   */
  public PostTrainingAnswer result() {
    return answer.result();
  }
}
