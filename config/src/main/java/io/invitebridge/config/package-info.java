/**
 * The configuration: one YAML file, read, checked and explained.
 *
 * <p>This room turns the file into immutable values, or into errors that name file, line, column
 * and what was expected instead. It resolves secrets from the environment and from files without
 * ever printing them, refuses unknown keys and rules that can never match, compiles the routing
 * rules (regular expressions run in linear time), and generates the JSON Schema for editors. It
 * knows the engine's vocabulary and none of the adapters; {@code app} hands each adapter its share.
 */
@NullMarked
package io.invitebridge.config;

import org.jspecify.annotations.NullMarked;
