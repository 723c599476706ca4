/** Hetu-Galvatron's strategies as scenarios: {@link io.millrace.model.galvatron.GalvatronFile}. */
@NullMarked
package io.millrace.model.galvatron;

import org.jspecify.annotations.NullMarked;
