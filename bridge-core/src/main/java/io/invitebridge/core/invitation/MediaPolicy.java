package io.invitebridge.core.invitation;

import io.invitebridge.core.model.GatewayUri;

/**
 * Where the media of a SIP party goes. An app that gives a session description of its own (JSON
 * member {@code sdp}) is asked first, whatever the policy: its text passes untouched. The engine
 * only carries the policy; the SIP side obeys it.
 */
public sealed interface MediaPolicy {

  /** The default. */
  MediaPolicy INACTIVE = new Inactive();

  /** Only the app's own description will do; without one the call fails for its media. */
  record Pass() implements MediaPolicy {}

  /** The call stands, and no media flows until somebody changes the session. */
  record Inactive() implements MediaPolicy {}

  /** The SIP party is joined with a media gateway or a conference (RFC 3725). */
  record Via(GatewayUri gateway) implements MediaPolicy {}
}
