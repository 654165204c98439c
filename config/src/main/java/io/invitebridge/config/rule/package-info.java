/**
 * The language of routing rules as values: what a call looks like to a rule, conditions and the
 * question whether one covers another, templates, and what a matching rule orders.
 *
 * <p>Everything here is immutable, compiled when the configuration is loaded, and pure: a condition
 * and a template see the call and nothing else. Regular expressions are RE2's, so that no rule and
 * no caller can make a match slow.
 */
@NullMarked
package io.invitebridge.config.rule;

import org.jspecify.annotations.NullMarked;
