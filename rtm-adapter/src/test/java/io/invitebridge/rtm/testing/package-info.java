/** A scriptable client in memory, shared with other modules' tests as this module's test-jar. */
package io.invitebridge.rtm.testing;
