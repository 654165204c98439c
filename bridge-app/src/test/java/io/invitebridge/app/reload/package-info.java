/** The reload: what differs, which files have changed, and what a bridge makes of it. */
@NullMarked
package io.invitebridge.app.reload;

import org.jspecify.annotations.NullMarked;
