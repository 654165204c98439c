/**
 * The command line. Each command is one class that reads its options, does its work through the
 * other packages and answers with an exit code: 0 done, 1 it did not work, 2 wrong use or a wrong
 * configuration.
 *
 * <p>A command's own output goes to stdout, one line for each thing that happened, fit for grep;
 * complaints go to stderr and say what to do.
 */
@NullMarked
package io.invitebridge.app.cli;

import org.jspecify.annotations.NullMarked;
