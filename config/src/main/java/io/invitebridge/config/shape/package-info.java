/**
 * What a value of the configuration looks like. A {@link io.invitebridge.config.shape.Shape} reads
 * a YAML node into a typed value and reports what is wrong with it, describes itself as JSON
 * Schema, and says in words what it expects. Validation, the schema for editors and the reference
 * of docs/configuration.md come from the same objects and so cannot drift apart.
 *
 * <p>Reading never stops at a mistake: a shape that cannot make its value reports why and gives
 * nothing, and its neighbours are read all the same. A load succeeds when {@link
 * io.invitebridge.config.shape.Reading} has heard of no problem. This package knows no key of ours.
 */
@NullMarked
package io.invitebridge.config.shape;

import org.jspecify.annotations.NullMarked;
