@NullMarked
package io.invitebridge.sip.digest;

import org.jspecify.annotations.NullMarked;
