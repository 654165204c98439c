/**
 * Scriptable clients of the old protocol, written from its description: one in memory, shared with
 * other modules' tests as this module's test-jar, and one on a real WebSocket.
 */
package io.invitebridge.legacy.testing;
