package io.millrace.planner.posttraining.launcher;

import io.millrace.model.input.NearestWord;
import java.util.List;
import java.util.Optional;

/** The known launchers of post-training, in the order in which people should read of them. */
public final class Launchers {
  private static final List<PostTrainingLauncher> BUNDLED =
      List.of(
          new VerlLauncher(),
          new NemoRlLauncher(),
          new ArealLauncher(),
          new OpenRlhfLauncher(),
          new RealHfLauncher());

  private Launchers() {}

  /** Those that come with the tool. */
  public static List<PostTrainingLauncher> bundled() {
    return BUNDLED;
  }

  /** The launcher with a key, if there is one. */
  public static Optional<PostTrainingLauncher> find(String key) {
    return BUNDLED.stream().filter(it -> it.key().equals(key)).findFirst();
  }

  /** All keys. */
  public static List<String> keys() {
    return BUNDLED.stream().map(PostTrainingLauncher::key).toList();
  }

  /** What somebody may have meant who wrote a key that is not known. */
  public static String hint(String key) {
    return NearestWord.hint(key, keys());
  }
}
