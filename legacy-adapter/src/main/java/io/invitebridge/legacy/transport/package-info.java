/**
 * The sockets, and the only place in this module that knows Netty.
 *
 * <p>One port serves server discovery over HTTP and the WebSocket on {@code /}. Frames are taken up
 * to their limit and put together; text goes to {@code session} as it is, anything else closes the
 * connection. Compression is not negotiated: several old builds break on it. Netty's threads never
 * wait: they hand text over and return. A client that does not read is dropped when its write
 * buffer is full.
 */
@NullMarked
package io.invitebridge.legacy.transport;

import org.jspecify.annotations.NullMarked;
