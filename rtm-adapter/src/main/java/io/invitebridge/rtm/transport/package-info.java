/**
 * The sockets, and the only place in this module that knows Netty.
 *
 * <p>HTTP requests other than the WebSocket upgrade get a short answer and go. Frames are taken up
 * to their limit and put together; text goes to {@code session} as it is, anything else closes the
 * connection with its code. Netty's threads never wait: they hand text over and return. A client
 * that does not read is dropped when its write buffer is full.
 */
@NullMarked
package io.invitebridge.rtm.transport;

import org.jspecify.annotations.NullMarked;
