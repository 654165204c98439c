package io.invitebridge.app.wakeup;

import io.invitebridge.core.port.Worker;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What all webhooks share.
 *
 * @param clock the engine's, which deadlines were read from
 * @param wall what other machines go by
 * @param chance spreads tries over time
 */
record Surroundings(
    Transport transport, Worker worker, Clock clock, Clock wall, RandomGenerator chance) {}
