/**
 * Between the old signaling words and the engine's: pure functions and tables, no state. docs/
 * legacy.md and the mapping table of the bridge say the same in prose.
 */
@NullMarked
package io.invitebridge.legacy.translate;

import org.jspecify.annotations.NullMarked;
