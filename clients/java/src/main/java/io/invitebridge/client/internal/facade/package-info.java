/**
 * Puts the library together behind {@link io.invitebridge.client.RtmClient}: one loop, one callback
 * thread and one session a client, and the smaller services (messages, presence) beside the calls.
 */
@NullMarked
package io.invitebridge.client.internal.facade;

import org.jspecify.annotations.NullMarked;
