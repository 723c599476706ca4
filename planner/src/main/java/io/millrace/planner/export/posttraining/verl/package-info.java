/** verl: overrides of its Hydra configuration, out and in. */
@NullMarked
package io.millrace.planner.export.posttraining.verl;

import org.jspecify.annotations.NullMarked;
