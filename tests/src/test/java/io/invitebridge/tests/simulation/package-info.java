/**
 * The real runtime among random parties: a seed decides who calls whom, what they do and when, and
 * what the network between them and the bridge loses, repeats, delays and reorders. After every
 * step the laws of {@link io.invitebridge.tests.simulation.Witness} hold, and at the end nothing is
 * left.
 *
 * <p>A failure prints its seed; {@code -Dsimulation.seed=N} plays that one alone, {@code
 * -Dsimulation.runs=N} plays more of them.
 */
package io.invitebridge.tests.simulation;
