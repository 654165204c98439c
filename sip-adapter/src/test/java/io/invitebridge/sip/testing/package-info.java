/**
 * A SIP wire in memory and the peers on it, for tests of any module that tell a story in virtual
 * time. Published as this module's test-jar. Messages are real texts, read with the adapter's own
 * parser; only sockets and the JAIN-SIP stack are missing.
 */
@NullMarked
package io.invitebridge.sip.testing;

import org.jspecify.annotations.NullMarked;
