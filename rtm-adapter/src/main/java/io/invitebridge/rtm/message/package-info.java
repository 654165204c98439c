/**
 * What goes over the wire of {@code rtm-invite.v1}: one record for each call, result and
 * notification, and the JSON codec between them and text frames.
 *
 * <p>This room checks shape only: valid JSON within its limits, a JSON-RPC 2.0 object, members of
 * the right type. Whether a user id, a content or a state is acceptable is decided behind it. The
 * texts in the records are therefore the client's own, unchecked, and private: no record is ever
 * logged. Nothing here knows sockets, sessions or the engine.
 */
@NullMarked
package io.invitebridge.rtm.message;

import org.jspecify.annotations.NullMarked;
