/**
 * The operator's window: health, metrics and listings over HTTP.
 *
 * <p>It reads snapshots and writes nothing, so it can slow nobody down: its threads are few and its
 * own. It has no access control and belongs on the loopback address or behind a gate. Texts of
 * users (content, response, SDP) never appear.
 */
@NullMarked
package io.invitebridge.app.admin;

import org.jspecify.annotations.NullMarked;
