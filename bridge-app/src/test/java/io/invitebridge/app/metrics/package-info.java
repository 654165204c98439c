@NullMarked
package io.invitebridge.app.metrics;

import org.jspecify.annotations.NullMarked;
