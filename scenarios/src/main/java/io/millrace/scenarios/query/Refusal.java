package io.millrace.scenarios.query;

/**
 * Why some rows have no figures.
 *
 * @param status {@code impossible}, or {@code failed} for a mistake of ours
 * @param error of one of them
 * @param rows how many there are
 */
public record Refusal(String status, String error, long rows) {}
