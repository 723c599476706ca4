/** What each stage keeps in which memory: read {@code MemoryPanel}. */
@NullMarked
package io.millrace.ui.detail.memory;

import org.jspecify.annotations.NullMarked;
