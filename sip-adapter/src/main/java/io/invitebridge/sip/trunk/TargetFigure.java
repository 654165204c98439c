package io.invitebridge.sip.trunk;

import java.time.Instant;

/**
 * How one target of a trunk stands.
 *
 * @param uri as it is written
 * @param up whether it answers OPTIONS; true where it is not asked
 * @param usable up, and not left alone after a 503
 * @param since since when it has been up, or down
 */
public record TargetFigure(String uri, boolean up, boolean usable, Instant since) {}
