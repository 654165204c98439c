package io.invitebridge.config.model;

import java.net.URI;

/**
 * How texts that go by reference are offered to SIP peers.
 *
 * @param url what peers are told, before the name of the text; ends with a slash
 * @param megabytes what all texts together may take
 */
public record SipTexts(URI url, int megabytes) {}
