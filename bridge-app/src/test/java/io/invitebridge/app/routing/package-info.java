/** Backends that are asked for routes, over real HTTP. */
@NullMarked
package io.invitebridge.app.routing;

import org.jspecify.annotations.NullMarked;
