/**
 * The nine directions over real sockets: each of the three networks calls each of the three, in
 * every story that a call can have. The parties are programs of their own kind: SIPp, the Java
 * client library, a client of the old signaling protocol. Where SIPp is not installed its rows and
 * columns are skipped and say so.
 */
package io.invitebridge.tests.directions;
