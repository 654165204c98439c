/**
 * The text of a configuration and where things stand in it: YAML 1.2 read into a small immutable
 * tree whose every node knows its line and column, the errors that point there, and the
 * surroundings (environment variables, files) that a text may refer to.
 *
 * <p>The tree is built from parser events, not from a library's object model, because only so can
 * the limits on depth, size and aliases be kept while the text is being read. Nothing in here knows
 * what a configuration means.
 */
@NullMarked
package io.invitebridge.config.source;

import org.jspecify.annotations.NullMarked;
