package io.invitebridge.sip.torture;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A message with a property, and what must become of it.
 *
 * <p>In the text {@code @VIA@} stands for an ordinary Via value, {@code @T@} for the transport,
 * {@code @P@} for the sender's port and {@code @ID@} for something unique; a line break is CRLF.
 *
 * @param name the section and tag of the standard that asks for it
 */
record TortureCase(String name, String text, Outcome overUdp, Outcome overTcp) {

  /** What the sender of a message hears. */
  sealed interface Outcome {
    /** The engine is asked, and the call rings or is accepted. */
    record Taken(String callee) implements Outcome {}

    /** A final response with one of these statuses; the rest of it holds this text. */
    record Answered(Set<Integer> statuses, String holding) implements Outcome {}

    /** Nothing, and the bridge goes on serving. */
    record Dropped() implements Outcome {}
  }

  static TortureCase taken(String name, String callee, String text) {
    return both(name, new Outcome.Taken(callee), text);
  }

  static TortureCase answered(String name, int status, String holding, String text) {
    return both(name, new Outcome.Answered(Set.of(status), holding), text);
  }

  static TortureCase dropped(String name, String text) {
    return both(name, new Outcome.Dropped(), text);
  }

  static TortureCase both(String name, Outcome outcome, String text) {
    return new TortureCase(name, text, outcome, outcome);
  }

  TortureCase butOverTcp(Outcome other) {
    return new TortureCase(name, text, overUdp, other);
  }

  TortureCase replace(String part, String instead) {
    if (!text.contains(part)) {
      throw new IllegalArgumentException(name + " has no " + part);
    }
    return new TortureCase(name, text.replace(part, instead), overUdp, overTcp);
  }

  byte[] bytes(String transport, int port, String id) {
    return text.replace("\n", "\r\n")
        .replace("\r\r\n", "\r\n")
        .replace("@VIA@", "SIP/2.0/@T@ 127.0.0.1:@P@;rport;branch=z9hG4bK@ID@")
        .replace("@T@", transport)
        .replace("@P@", Integer.toString(port))
        .replace("@ID@", id)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
