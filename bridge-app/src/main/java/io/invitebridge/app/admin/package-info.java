/**
 * The HTTP of the operator's window: what may be asked ({@link
 * io.invitebridge.app.admin.Operation}), by whom ({@code Gatekeeper}), and one audit line for each
 * change. The pages themselves are in {@code page}; nothing here knows what they show.
 *
 * <p>Its threads are few and its own, so it can slow nobody down. Without a token it belongs on the
 * loopback address. docs/admin.openapi.yaml is the text for those who write clients, and a test
 * compares it with the operations.
 */
@NullMarked
package io.invitebridge.app.admin;

import org.jspecify.annotations.NullMarked;
