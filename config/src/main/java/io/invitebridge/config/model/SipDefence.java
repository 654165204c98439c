package io.invitebridge.config.model;

import java.time.Duration;

/**
 * What the SIP side puts up with. Trunks are exempt from the limits on connections and messages.
 *
 * @param connections the most that stand at once
 * @param connectionsPerAddress the most from one address; an IPv6 source is its /64
 * @param handshake the longest time for the handshakes, and until the first message has begun
 * @param message the longest time from the first octet of a message to its last
 * @param idle the longest time without an octet from the peer
 * @param messagesPerSecond what one address may send on average; 0 for no limit
 * @param burst what it may send at once
 * @param refusals how many within ten seconds make an address silent for a minute; 0 for never
 * @param messages how large they may be; for trunks too
 * @param queueDelay how long work may wait before new calls are refused
 */
public record SipDefence(
    int connections,
    int connectionsPerAddress,
    Duration handshake,
    Duration message,
    Duration idle,
    int messagesPerSecond,
    int burst,
    int refusals,
    SipMessages messages,
    Duration queueDelay) {}
