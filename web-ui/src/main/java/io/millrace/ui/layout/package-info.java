/**
 * The frame around every view. A view is a package of its own that this one does not know: a route
 * with a {@code @PageTitle} and a {@code @Menu} finds its place by itself.
 */
@NullMarked
package io.millrace.ui.layout;

import org.jspecify.annotations.NullMarked;
