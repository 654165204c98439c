/**
 * Values that cross rooms. Every constructor checks its argument and throws {@link
 * io.invitebridge.core.model.InvalidValueException} with a sentence that names the value's kind and
 * its limit, so that an adapter can answer the peer's mistake and code behind the door never checks
 * again. Sources of the limits: RTM 1.x guides (user id, channel id, content), RFC 3261.
 */
@NullMarked
package io.invitebridge.core.model;

import org.jspecify.annotations.NullMarked;
