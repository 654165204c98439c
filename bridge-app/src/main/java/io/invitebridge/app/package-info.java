/**
 * The composition root: the only room that knows all others.
 *
 * <p>Here the configuration is read, the engine and the adapters are made and handed their clocks,
 * executors and settings, signals and reloads are served, and everything is stopped in good order.
 * The command line and the admin HTTP endpoint (health, metrics) live here too. Nothing may depend
 * on this module but the tests that cross rooms.
 */
@NullMarked
package io.invitebridge.app;

import org.jspecify.annotations.NullMarked;
