/**
 * A scenario that some view found, offered to whoever looks: {@link
 * io.millrace.ui.offer.ScenarioOffer} simulates it as a run of the visitor, and has its text to
 * take home.
 */
@NullMarked
package io.millrace.ui.offer;

import org.jspecify.annotations.NullMarked;
