/**
 * Call flows in virtual time, each written to docs/call-flows as a picture. One class for each
 * direction, one for what several invitees do, one for races.
 */
package io.invitebridge.tests.ladders;
