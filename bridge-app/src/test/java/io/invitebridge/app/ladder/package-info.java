@NullMarked
package io.invitebridge.app.ladder;

import org.jspecify.annotations.NullMarked;
