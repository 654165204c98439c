/**
 * A running bridge: {@link io.invitebridge.app.server.BridgeServer} makes it out of a configuration
 * and takes it down again. Start and stop go by one order, and a start that fails takes back what
 * it had started.
 */
@NullMarked
package io.invitebridge.app.server;

import org.jspecify.annotations.NullMarked;
