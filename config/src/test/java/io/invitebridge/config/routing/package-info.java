@NullMarked
package io.invitebridge.config.routing;

import org.jspecify.annotations.NullMarked;
