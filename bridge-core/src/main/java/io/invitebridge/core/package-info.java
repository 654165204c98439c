/**
 * The invitation engine.
 *
 * <p>Four rooms, each importing only those above it:
 *
 * <ul>
 *   <li>{@code model}: ids, addresses and texts as values, checked once when they are made;
 *   <li>{@code invitation}: the pure machine. State, event and time go in; the next state and the
 *       effects come out. It owns no thread, clock, timer, random source or logger;
 *   <li>{@code port}: what the engine and a protocol adapter say to each other;
 *   <li>{@code runtime}: the only threads. One writer per invitation, one wake-up per invitation,
 *       the correlation table and its tombstones.
 * </ul>
 *
 * <p>Nothing here knows a protocol: SIP, RTM and legacy types never enter this module.
 */
@NullMarked
package io.invitebridge.core;

import org.jspecify.annotations.NullMarked;
