/**
 * What can be named in a scenario, as lists: a {@link io.millrace.scenarios.catalogue.Listing} of
 * each {@link io.millrace.scenarios.catalogue.ListedKind} is a table for people and a {@code
 * catalogue/1} tree for programs, in which every value has its source.
 */
@NullMarked
package io.millrace.scenarios.catalogue;

import org.jspecify.annotations.NullMarked;
