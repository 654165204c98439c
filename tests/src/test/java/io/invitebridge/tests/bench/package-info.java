/**
 * Benchmarks: figures, not verdicts. They carry the tag {@code benchmark}, which ordinary test runs
 * leave out; {@code ./bridge bench} runs them and prints a table with the machine's name.
 */
package io.invitebridge.tests.bench;
