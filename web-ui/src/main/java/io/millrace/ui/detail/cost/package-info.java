/** What a run takes in time, money and energy, and how many devices it needs: {@code CostPanel}. */
@NullMarked
package io.millrace.ui.detail.cost;

import org.jspecify.annotations.NullMarked;
