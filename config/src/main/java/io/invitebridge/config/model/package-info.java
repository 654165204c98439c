/**
 * A whole configuration as checked, immutable values. {@code app} maps them to the settings of the
 * adapters; the records here follow the keys of the file, not the adapters' constructors.
 */
@NullMarked
package io.invitebridge.config.model;

import org.jspecify.annotations.NullMarked;
