/** Which rank sits where, and over which links groups talk: read {@code TopologyPanel}. */
@NullMarked
package io.millrace.ui.detail.topology;

import org.jspecify.annotations.NullMarked;
