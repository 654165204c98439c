/**
 * The texts that go by reference: kept here under names that nobody can guess until they are
 * fetched. Knows no SIP and no HTTP.
 */
@NullMarked
package io.invitebridge.sip.text;

import org.jspecify.annotations.NullMarked;
