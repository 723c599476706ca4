/**
 * The dashboard, and nothing that computes: views ask the modules below and show what they answer.
 */
@NullMarked
package io.millrace.ui;

import org.jspecify.annotations.NullMarked;
