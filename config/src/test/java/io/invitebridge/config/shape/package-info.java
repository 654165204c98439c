@NullMarked
package io.invitebridge.config.shape;

import org.jspecify.annotations.NullMarked;
