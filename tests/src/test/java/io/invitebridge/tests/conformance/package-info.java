/**
 * The product's facts, row by row, against the whole bridge and through the client library that
 * apps ship. A test's name begins with the section and row that it is for. The bridge's clocks are
 * short; what a client decides by itself (pauses, 4 s until an interruption is told) is not
 * shortened. Waiting is for a condition, never for a time; a network cut lasts as long as it says.
 */
package io.invitebridge.tests.conformance;
