@NullMarked
package io.invitebridge.config.rule;

import org.jspecify.annotations.NullMarked;
