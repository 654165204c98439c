/** Command lines in, lines and exit codes out; no sockets. */
@NullMarked
package io.invitebridge.app.cli;

import org.jspecify.annotations.NullMarked;
