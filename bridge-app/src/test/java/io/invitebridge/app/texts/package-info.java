/** Tests of the room that fetches texts. */
@NullMarked
package io.invitebridge.app.texts;

import org.jspecify.annotations.NullMarked;
