/**
 * The composition root: the only room that knows all others.
 *
 * <p>{@code server} makes the engine and the adapters out of a configuration, hands them their
 * clocks, executors and settings, and stops everything in good order. {@code admin} is the
 * operator's window (health, metrics, listings). {@code wakeup} tells apps' backends of calls for
 * users who are offline. {@code cli} is the command line. {@code party} are an app user and a SIP
 * phone for trials, {@code demo} lets them call each other, and {@code ladder} draws what went by.
 * Nothing may depend on this module but the tests that cross rooms.
 */
@NullMarked
package io.invitebridge.app;

import org.jspecify.annotations.NullMarked;
