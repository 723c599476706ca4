package io.millrace.ui.detail;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/**
 * One page of what is known of a simulated plan, such as its memory or its timeline. Pages are
 * beans of the application, in the order of their {@link
 * org.springframework.core.annotation.Order}; a new one is a package of its own with a bean in it.
 */
public interface DetailPage {

  /** The name in addresses, such as {@code memory}. */
  String key();

  /** What its tab is called. */
  String title();

  /** Whether it is a page for such a run; told quickly, as it decides which tabs there are. */
  default boolean suits(Subject subject) {
    return true;
  }

  /** The page; empty where it has nothing to say of such a run. Made when somebody opens it. */
  Optional<Component> content(Subject subject);
}
