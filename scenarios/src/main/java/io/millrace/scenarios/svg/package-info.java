/**
 * Pictures as SVG text. An {@link io.millrace.scenarios.svg.SvgElement} is a tag with attributes
 * and content that writes itself, escaped and the same on every machine; {@link
 * io.millrace.scenarios.svg.LogScale} places numbers on an axis. Nothing here knows what is drawn.
 */
@NullMarked
package io.millrace.scenarios.svg;

import org.jspecify.annotations.NullMarked;
