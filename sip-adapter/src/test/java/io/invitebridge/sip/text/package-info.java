/** Tests of the room for texts that go by reference. */
@NullMarked
package io.invitebridge.sip.text;

import org.jspecify.annotations.NullMarked;
