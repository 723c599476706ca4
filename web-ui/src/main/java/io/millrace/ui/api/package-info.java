/**
 * The dashboard's verbs for programs: REST under {@code /api/v1}, described by {@code openapi.json}
 * beside these classes, which a test compares with what the server answers.
 *
 * <p>Read {@link io.millrace.ui.api.RunsController} first: questions become runs of the same {@link
 * io.millrace.ui.runs.RunCentre} as those of the views, and their answers are the JSON that the
 * command line writes. {@link io.millrace.ui.api.RequestDocument} reads what is sent, within
 * limits; whatever is refused becomes a {@link io.millrace.ui.api.Problem} (RFC 9457) with every
 * issue at once. {@link io.millrace.ui.api.SameOriginOnly} keeps pages of other sites, which a
 * visitor's browser may have open, from asking anything in the visitor's name.
 *
 * <p>A new verb is a controller method and its entry in {@code openapi.json}.
 */
@NullMarked
package io.millrace.ui.api;

import org.jspecify.annotations.NullMarked;
