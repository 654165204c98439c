@NullMarked
package io.invitebridge.config.model;

import org.jspecify.annotations.NullMarked;
