/**
 * Frames as values, and their codec.
 *
 * <p>A frame is a JSON array of an event and one argument. What a client sends is read once, into
 * {@link io.invitebridge.legacy.message.Inbound} and {@link
 * io.invitebridge.legacy.message.ClientCall}; what the server sends is written by {@link
 * io.invitebridge.legacy.message.FrameWriter}. Every text has an answer, nothing is thrown for what
 * a peer sent. No socket and no session is known here.
 */
@NullMarked
package io.invitebridge.legacy.message;

import org.jspecify.annotations.NullMarked;
