package io.invitebridge.legacy.session;

/**
 * What a client does with a mailbox line that comes to it twice. The builds show it by what they
 * send after their login, before they first poll.
 */
enum ClientMemory {
  /** Unknown: the Java library, web builds before 1.3.0, clients of others. */
  NOTHING,
  /** Drops lines up to its counter, which begins again with each login: web builds from 1.3.0. */
  NUMBERS,
  /**
   * Also drops a line whose message id it has seen since the page was loaded, whatever happened to
   * its connection: web builds 1.3.3 and 1.4.0.
   */
  MESSAGE_IDS
}
