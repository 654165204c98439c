/**
 * The bridge shows what it does: a whole bridge, a SIP phone and app users in one process, on real
 * sockets of the loopback address, play calls in each direction.
 *
 * <p>A {@link io.invitebridge.app.demo.Story} is a script and a claim; it fails when a party hears
 * anything but what the script says. The ladders are drawn from the messages that really went over
 * the sockets, not from the scripts.
 */
@NullMarked
package io.invitebridge.app.demo;

import org.jspecify.annotations.NullMarked;
