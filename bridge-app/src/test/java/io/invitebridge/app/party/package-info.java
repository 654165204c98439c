/** Tests of the room of the parties that a script can play. */
@NullMarked
package io.invitebridge.app.party;

import org.jspecify.annotations.NullMarked;
