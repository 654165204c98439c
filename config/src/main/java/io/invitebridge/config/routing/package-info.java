/**
 * The routing rules at work: {@link io.invitebridge.config.routing.RuleDirectory} answers the
 * engine's question whom to ring, and explains its answers. Rules come compiled from {@code rule};
 * here they are put in order, indexed, and their templates become plans.
 *
 * <p>What a caller sent can make a plan impossible (a name that no app user can have, a channel id
 * that is too long). Such a call gets its final word at once and the log one line.
 */
@NullMarked
package io.invitebridge.config.routing;

import org.jspecify.annotations.NullMarked;
