/**
 * The keys of the configuration file: each section declares its keys once, with shape, meaning and
 * default, and says how its value is made of them. Checks that need more than one section stand in
 * {@link io.invitebridge.config.keys.RouteChecks}.
 */
@NullMarked
package io.invitebridge.config.keys;

import org.jspecify.annotations.NullMarked;
