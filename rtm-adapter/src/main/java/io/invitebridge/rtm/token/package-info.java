/**
 * Tokens of app users: the vendor's AccessToken versions 006 and 007, verified with the app's
 * certificate, and JSON Web Tokens (RFC 7519) for apps without the vendor's token servers, verified
 * with the key of the app's backend. A key stands for one algorithm, so that no token can choose
 * how it is verified (RFC 8725 section 3.1). A token is verified whole or not at all: the signature
 * is compared in constant time before anything that the token says is believed, and every length is
 * bounded. No token, certificate or signature is ever logged.
 */
@NullMarked
package io.invitebridge.rtm.token;

import org.jspecify.annotations.NullMarked;
