/** What tests of several packages have in common. */
@NullMarked
package io.invitebridge.app.testing;

import org.jspecify.annotations.NullMarked;
