/**
 * The rtm-invite.v1 protocol as text: one JSON-RPC 2.0 object a frame, to and from values. Pure; it
 * knows no connection and no invitation. Whatever arrives is hostile until it has passed here.
 */
@NullMarked
package io.invitebridge.client.internal.wire;

import org.jspecify.annotations.NullMarked;
