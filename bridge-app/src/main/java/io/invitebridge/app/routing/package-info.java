/**
 * Asks apps' backends for routes, over HTTP: signed as wake-ups are, cached as the answers say,
 * within bounds. What a backend does or fails to do holds up no call but the one that it was asked
 * about, and that one for its timeout at most. docs/dynamic-routing.md is the text for those who
 * write the backend.
 */
@NullMarked
package io.invitebridge.app.routing;

import org.jspecify.annotations.NullMarked;
