/**
 * The session with the bridge: WebSocket, login, requests and their answers, loss, resume.
 *
 * <p>A {@link io.invitebridge.client.internal.connection.Session} outlives its sockets. When a
 * socket is lost the session tries again with a growing, random pause, and asks the bridge to go on
 * from the last notification it has seen. Within the presence window nothing is lost and nothing
 * comes twice. After it the session is given up: open invitations get their final word here, and
 * the next login starts afresh. Everything runs on the loop thread.
 */
@NullMarked
package io.invitebridge.client.internal.connection;

import org.jspecify.annotations.NullMarked;
