package io.millrace.ui.timeline;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.server.streams.DownloadHandler;

/**
 * Shows a timeline that it fetches in the form of {@link TimelineColumns}, and a trace that can be
 * saved. Both have addresses of the page's session.
 */
@Tag("millrace-timeline")
@JavaScript("context://millrace/timeline.js")
@StyleSheet("context://millrace/chart.css")
@StyleSheet("context://millrace/timeline.css")
final class TimelineElement extends Component implements HasSize, HasStyle {

  /** Shows what a handler answers; another one answers the trace. */
  TimelineElement(DownloadHandler columns, DownloadHandler trace) {
    getElement().setAttribute("src", columns);
    getElement().setAttribute("trace", trace);
  }
}
