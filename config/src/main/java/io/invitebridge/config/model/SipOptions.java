package io.invitebridge.config.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How the bridge speaks SIP.
 *
 * @param advertise the host that peers are told in Via and Contact; empty: the listener's own
 * @param strangersAllowed whether the routes decide about callers from no trunk; else they are
 *     refused
 * @param dns where the names of trunks are looked up
 * @param t1 round-trip estimate (RFC 3261 section 17.1.1.1)
 * @param calls how the bridge behaves in calls, unless a trunk says otherwise
 * @param tls the certificate; empty: there is no TLS
 * @param defence what peers that are no trunks may do
 * @param texts how texts that go by reference are offered; empty: none go
 */
public record SipOptions(
    Optional<String> advertise,
    String userAgent,
    boolean strangersAllowed,
    Duration t1,
    DnsOptions dns,
    CallOptions calls,
    Optional<SipTls> tls,
    SipDefence defence,
    Optional<SipTexts> texts) {}
