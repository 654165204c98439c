/**
 * The whole bridge on real sockets, against programs that we did not write: SIPp on the SIP side.
 * Where SIPp is not installed its tests are skipped and say so. Waiting is for a condition, never
 * for a time.
 */
package io.invitebridge.tests.loopback;
