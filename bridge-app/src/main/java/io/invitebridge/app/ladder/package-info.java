/**
 * Draws call flows as ladders: one column for each party, one line for each message that went by.
 *
 * <p>A ladder is plain text, fit for a terminal, a log file and a bug report. Nothing in here knows
 * a protocol; who records a ladder says who the parties are and what the messages are called.
 */
@NullMarked
package io.invitebridge.app.ladder;

import org.jspecify.annotations.NullMarked;
