/**
 * Transitions in, notices out; notices in, requests out. Virtual time, but for the loopback tests.
 */
@NullMarked
package io.invitebridge.app.wakeup;

import org.jspecify.annotations.NullMarked;
