package io.invitebridge.config.rule;

import io.invitebridge.config.model.Secret;
import java.net.URI;
import java.time.Duration;

/**
 * Whom to ask for a route.
 *
 * @param url where to POST
 * @param secret signs each request
 * @param timeout how long one answer may take
 * @param includeContent whether the backend may see the caller's text
 * @param atOnce the most requests under way; calls beyond it are not asked about
 */
public record Ask(URI url, Secret secret, Duration timeout, boolean includeContent, int atOnce) {}
