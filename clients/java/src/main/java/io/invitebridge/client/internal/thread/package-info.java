/**
 * Where the client's work runs. One loop thread owns all state, so nothing else needs a lock; one
 * callback thread runs the app's code, so a slow app never holds up the connection. Both are given
 * from outside, and tests give their own with a clock that is turned by hand.
 */
@NullMarked
package io.invitebridge.client.internal.thread;

import org.jspecify.annotations.NullMarked;
