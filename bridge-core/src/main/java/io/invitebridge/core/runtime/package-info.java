/**
 * The only threads of the engine, and its only memory.
 *
 * <p>{@link io.invitebridge.core.runtime.BridgeRuntime} gives each invitation one writer: events
 * enter through the inbox from any thread and are applied on the invitation's lane, one after
 * another. A step is always the same: read the clock once, apply the pure machine, keep the next
 * invitation, tell the journal, perform the effects, set the one wake-up. No locks, nothing blocks.
 *
 * <p>{@link io.invitebridge.core.runtime.CorrelationTable} finds the leg that a protocol message
 * belongs to. Entries of open invitations are never evicted; ended ones stay as tombstones and then
 * expire. Admission control, not eviction, bounds the size.
 */
@NullMarked
package io.invitebridge.core.runtime;

import org.jspecify.annotations.NullMarked;
