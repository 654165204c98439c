/**
 * The pages of the operator's window. Each takes what it shows through its constructor and gives
 * {@link io.invitebridge.app.admin.Operation}s. Texts of users (content, response, SDP) and secrets
 * never appear.
 */
@NullMarked
package io.invitebridge.app.admin.page;

import org.jspecify.annotations.NullMarked;
