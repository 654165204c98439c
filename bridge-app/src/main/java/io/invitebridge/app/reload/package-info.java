/**
 * Reads the configuration again: on SIGHUP, when one of its files has changed, or when an operator
 * asks. A file with a mistake, or one whose listeners cannot be opened, is refused whole and the
 * bridge goes on with the configuration that it has. Nothing here knows what a configuration
 * changes; {@code server} does it.
 */
@NullMarked
package io.invitebridge.app.reload;

import org.jspecify.annotations.NullMarked;
