/**
 * The kit of the ladder tests: the real machine, runtime, routing rules and adapters, with wires in
 * memory and time that moves only when told. {@link io.invitebridge.tests.testkit.CallFlow} owns
 * the clock and the picture; parties act and say what they heard.
 */
package io.invitebridge.tests.testkit;
