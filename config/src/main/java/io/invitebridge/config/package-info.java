/**
 * The configuration: one YAML file, read, checked and explained.
 *
 * <p>This room turns the file into immutable values, or into errors that name file, line, column
 * and what was expected instead ({@link io.invitebridge.config.ConfigLoader}). It resolves secrets
 * from the environment and from files without ever printing them, refuses unknown keys and rules
 * that can never match, compiles the routing rules (regular expressions run in linear time), and
 * generates the JSON Schema for editors. It knows the engine's vocabulary and none of the adapters;
 * {@code app} hands each adapter its share.
 *
 * <p>The way of a file through the packages, each of which knows only those before it:
 *
 * <ol>
 *   <li>{@code source}: text to a tree of nodes with positions;
 *   <li>{@code shape}: what kinds of value there are, for any configuration;
 *   <li>{@code rule} and {@code model}: the values, rules and everything else;
 *   <li>{@code keys}: which key has which shape, and what its section becomes;
 *   <li>{@code routing}: the rules at work, as the engine's directory.
 * </ol>
 */
@NullMarked
package io.invitebridge.config;

import org.jspecify.annotations.NullMarked;
