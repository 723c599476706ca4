package io.millrace.scenarios.library;

import java.nio.file.Path;

/**
 * A scenario of the library, not yet read.
 *
 * @param id the name of its file without the ending, such as {@code megatron-1t-3072-a100}
 * @param name what the scenario calls itself
 * @param summary what it shows, in a sentence or two
 * @param remarks what was derived, assumed or left open; may be empty
 * @param text the whole file
 * @param folder where relative paths in it start
 */
public record LibraryEntry(
    String id, String name, String summary, String remarks, String text, Path folder) {}
