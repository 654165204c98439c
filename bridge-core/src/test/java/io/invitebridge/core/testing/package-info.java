/** Shared fakes: virtual time, recording ports, ladders. Published as this module's test-jar. */
package io.invitebridge.core.testing;
