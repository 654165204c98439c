/**
 * The pure tables between the wire and the engine: {@code RtmToCore} (call to event), {@code
 * CoreToRtm} (effect to notification) and the error numbers. Sources: the mapping of
 * docs/mapping.md and the RTM 1.x constants. No state, clock or socket; tested as tables.
 */
@NullMarked
package io.invitebridge.rtm.translate;

import org.jspecify.annotations.NullMarked;
