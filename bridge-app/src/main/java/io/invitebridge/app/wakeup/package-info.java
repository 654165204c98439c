/**
 * Tells an app's backend that a user who is offline has a call, so that it can send a push.
 *
 * <p>The engine waits for such a user by itself; this package only looks on. {@link
 * io.invitebridge.app.wakeup.Announcements} sees each transition, on the invitation's lane, and
 * makes notices: {@code wake-up}, perhaps {@code delivered}, and exactly one last word. {@link
 * io.invitebridge.app.wakeup.Webhook} brings the notices of one app to its backend, on a lane of
 * this package: in order for each user of an invitation, signed, within bounds, again when that can
 * help. Nothing here may hold up a call: what the backend does or fails to do changes no
 * invitation. docs/wake-up.md is the text for those who write the backend.
 */
@NullMarked
package io.invitebridge.app.wakeup;

import org.jspecify.annotations.NullMarked;
