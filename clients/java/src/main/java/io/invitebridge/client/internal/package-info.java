/** How the library works inside. Nothing below here is part of the API. */
@NullMarked
package io.invitebridge.client.internal;

import org.jspecify.annotations.NullMarked;
