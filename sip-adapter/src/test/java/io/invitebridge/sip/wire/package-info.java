/** The sockets as peers see them: TLS, IPv6, WebSocket, NAT, limits. */
@NullMarked
package io.invitebridge.sip.wire;

import org.jspecify.annotations.NullMarked;
