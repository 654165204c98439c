/** A client in virtual time, with a bridge that a test plays by hand over a socket in memory. */
package io.invitebridge.client.testing;
