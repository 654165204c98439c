@NullMarked
package io.invitebridge.config;

import org.jspecify.annotations.NullMarked;
