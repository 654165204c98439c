package io.invitebridge.sip.trunk;

import io.invitebridge.core.port.Workers;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.transport.SipTransport;
import java.time.Clock;
import java.time.Duration;

/** What everything that a trunk does by itself works with. */
record TrunkWorld(
    SipTransport transport,
    Identity identity,
    Requests requests,
    Workers workers,
    Clock clock,
    Tokens tokens,
    Duration t1) {}
