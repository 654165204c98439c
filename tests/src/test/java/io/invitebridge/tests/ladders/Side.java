package io.invitebridge.tests.ladders;

import io.invitebridge.core.model.Network;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.LegacyParty;
import io.invitebridge.tests.testkit.PhoneParty;
import java.util.List;
import java.util.Locale;

/**
 * One side of a call in words that hold on every network, so that the same story can be told in all
 * nine directions. {@link #words} gives what the side heard, translated: rang, accepted, refused,
 * canceled, failed, ended for a caller; invited, confirmed, closed, ended for a callee.
 */
interface Side {
  void invites(String callee);

  void cancels();

  void rings();

  void accepts();

  /** The caller's third handshake, where its protocol has one. */
  void confirms();

  void refuses();

  void hangsUp();

  /** Answers what the bridge still waits for: 200 to BYE and CANCEL, 487, ACK. */
  void isPolite();

  List<String> words();

  /** A caller on this network. */
  static Side caller(CallFlow flow, Network network) {
    return switch (network) {
      case RTM -> new App(flow.app("alice"), true);
      case SIP -> new Phone(flow.phone("2000"), true);
      case LEGACY -> new OldApp(flow.legacyApp("xena"), true);
    };
  }

  /** A callee on this network, present and answering by itself that it got the call. */
  static Side callee(CallFlow flow, Network network) {
    return switch (network) {
      case RTM -> new App(flow.app("bob"), false);
      case SIP -> new Phone(flow.phone("1001"), false);
      case LEGACY -> new OldApp(flow.legacyApp("xbob"), false);
    };
  }

  static String nameOfCallee(Network network) {
    return switch (network) {
      case RTM -> "bob";
      case SIP -> "1001";
      case LEGACY -> "xbob";
    };
  }

  /** RTM 1.x. */
  record App(AppParty party, boolean calls) implements Side {
    @Override
    public void invites(String callee) {
      party.invitesInto("room", callee);
    }

    @Override
    public void cancels() {
      party.cancels();
    }

    @Override
    public void rings() {
      // The client acknowledged the invitation by itself.
    }

    @Override
    public void accepts() {
      party.accepts("");
    }

    @Override
    public void confirms() {
      // The client acknowledged the accept by itself.
    }

    @Override
    public void refuses() {
      party.refuses("");
    }

    @Override
    public void hangsUp() {
      if (calls) {
        party.hangsUpOwnCall();
      } else {
        party.hangsUp();
      }
    }

    @Override
    public void isPolite() {
      // Nothing is waited for.
    }

    @Override
    public List<String> words() {
      return party.heard().stream().map(App::word).toList();
    }

    private static String word(String method) {
      return switch (method) {
        case "localInvitationReceivedByPeer" -> "rang";
        case "localInvitationAccepted" -> "accepted";
        case "localInvitationRefused" -> "refused";
        case "localInvitationCanceled" -> "canceled";
        case "localInvitationFailure" -> "failed";
        case "remoteInvitationReceived" -> "invited";
        case "remoteInvitationAccepted" -> "confirmed";
        case "callEnded" -> "ended";
        default -> "closed";
      };
    }
  }

  /** RFC 3261. */
  record Phone(PhoneParty party, boolean calls) implements Side {
    @Override
    public void invites(String callee) {
      party.invites(callee);
    }

    @Override
    public void cancels() {
      party.cancels();
    }

    @Override
    public void rings() {
      party.tries().rings();
    }

    @Override
    public void accepts() {
      party.accepts();
    }

    @Override
    public void confirms() {
      party.acks();
    }

    @Override
    public void refuses() {
      party.answers(603);
    }

    @Override
    public void hangsUp() {
      party.hangsUp();
    }

    @Override
    public void isPolite() {
      List<String> heard = party.heard();
      if (heard.contains("CANCEL")) {
        party.answers(200, "CANCEL").answers(487);
      }
      if (heard.contains("BYE")) {
        party.answers(200, "BYE");
      }
      if (heard.stream().anyMatch(label -> label.matches("[3-6].. INVITE"))) {
        party.acksRefusal();
      }
    }

    @Override
    public List<String> words() {
      return party.heard().stream().map(this::word).filter(word -> !word.isEmpty()).toList();
    }

    private String word(String label) {
      return switch (label.toUpperCase(Locale.ROOT)) {
        case "180 INVITE" -> "rang";
        case "200 INVITE" -> "accepted";
        case "603 INVITE" -> "refused";
        case "487 INVITE" -> "canceled";
        case "INVITE" -> "invited";
        case "CANCEL" -> "closed";
        case "BYE" -> "ended";
        default -> label.matches("[3-6].. INVITE") ? "failed" : "";
      };
    }
  }

  /** The old signaling SDK; it is told nothing about its own cancel, and no third handshake. */
  record OldApp(LegacyParty party, boolean calls) implements Side {
    @Override
    public void invites(String callee) {
      party.invites("room", callee);
    }

    @Override
    public void cancels() {
      party.endsOwnCall();
    }

    @Override
    public void rings() {
      // The client acknowledged the invitation by itself.
    }

    @Override
    public void accepts() {
      party.accepts();
    }

    @Override
    public void confirms() {
      // The bridge confirms in the client's place.
    }

    @Override
    public void refuses() {
      party.refuses();
    }

    @Override
    public void hangsUp() {
      if (calls) {
        party.endsOwnCall();
      } else {
        party.hangsUp();
      }
    }

    @Override
    public void isPolite() {
      // Nothing is waited for.
    }

    @Override
    public List<String> words() {
      return party.heard().stream().map(this::word).toList();
    }

    private String word(String kind) {
      return switch (kind) {
        case "voip_invite" -> "invited";
        case "voip_invite_ack" -> "rang";
        case "voip_invite_accept" -> "accepted";
        case "voip_invite_refuse" -> "refused";
        case "voip_invite_failed" -> "failed";
        default -> "bye";
      };
    }
  }
}
