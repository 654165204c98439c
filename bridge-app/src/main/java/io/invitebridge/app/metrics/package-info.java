/**
 * The figures of the bridge, through Micrometer, in Prometheus' text format. Names begin with
 * {@code bridge}; where RFC 6076 has a measure, its definition is used and named.
 * docs/operations.md lists them, and config/prometheus/alerts.yaml warns by them.
 */
@NullMarked
package io.invitebridge.app.metrics;

import org.jspecify.annotations.NullMarked;
