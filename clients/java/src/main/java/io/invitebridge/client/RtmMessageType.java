package io.invitebridge.client;

/** What a message holds. */
public interface RtmMessageType {
  /** Nothing yet. */
  int UNDEFINED = 0;

  /** Text. */
  int TEXT = 1;

  /** Bytes, and a text that describes them. */
  int RAW = 2;
}
