package io.millrace.ui.plan;

import io.millrace.ui.whatif.Turned;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What visitors do with the plans of an answer. */
interface PlanActions {

  /** They look at them in another way, or at another one. */
  void look(ExplorerState state);

  /** They want to see all there is to know of one. */
  void detail(PlanRow plan);

  /** They want the files with which launchers run one. */
  void export(PlanRow plan);

  /** They want the files with which launchers run one of post-training. */
  void export(JsonNode plan);

  /** They turn knobs to see what becomes of the answer. */
  default void turn(Turned turned) {}

  /** They want to see some side by side. */
  void compare(List<PlanRow> plans);
}
