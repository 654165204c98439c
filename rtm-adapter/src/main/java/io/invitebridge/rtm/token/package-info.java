/**
 * Tokens of app users: the vendor's AccessToken versions 006 and 007, verified with the app's
 * certificate. A token is verified whole or not at all: the signature is compared in constant time
 * before anything that the token says is believed, and every length is bounded. No token,
 * certificate or signature is ever logged.
 */
@NullMarked
package io.invitebridge.rtm.token;

import org.jspecify.annotations.NullMarked;
