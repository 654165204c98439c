@NullMarked
package io.invitebridge.sip.trunk;

import org.jspecify.annotations.NullMarked;
