package io.invitebridge.sip;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SessionChange.Kind;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.testing.SipCall;
import java.util.List;
import java.util.Optional;

/** A call whose media changes, and what the tests of it say again and again. */
final class ChangingCall {
  static final LegId LEG = new LegId(1);
  static final Optional<String> NO_BODY = Optional.empty();
  static final Optional<String> AUDIO = Optional.of(SipCall.AUDIO);
  static final Optional<String> HOLD = Optional.of(SipCall.AUDIO + "a=sendonly\r\n");
  static final String APP =
      "v=0\r\no=app 1 1 IN IP4 203.0.113.9\r\ns=-\r\nc=IN IP4 203.0.113.9\r\nt=0 0\r\n"
          + "m=audio 7000 RTP/AVP 0\r\n";
  static final String APP_HELD = APP + "a=recvonly\r\n";

  private final Bench bench;

  ChangingCall(Bench bench) {
    this.bench = bench;
  }

  SipCall up(Content response) {
    SipCall call = bench.bob.calls("200");
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, response));
    call.ack();
    bench.settle();
    bench.bob.news();
    return call;
  }

  SipCall called() {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
                new CalleeName("100"),
                Optional.empty(),
                said(APP),
                70)));
    SipCall call = bench.pbx.rung();
    call.accepts();
    bench.settle();
    bench.pbx.news();
    return call;
  }

  void ackIf(String method, SipCall call) {
    bench.settle();
    if (method.equals("INVITE")) {
      call.ack();
      bench.settle();
    }
  }

  /** The last change that the engine was told. */
  SessionChange change() {
    List<SessionChanged> all =
        bench.events.stream()
            .filter(SessionChanged.class::isInstance)
            .map(SessionChanged.class::cast)
            .toList();
    return all.get(all.size() - 1).change();
  }

  static SendSessionChange change(Kind kind, Content content) {
    return new SendSessionChange(LegId.INVITER, new SessionChange(kind, content));
  }

  static Content said(String sdp) {
    return new Content(
        "{\"sdp\":\""
            + sdp.replace("\r", "\\r").replace("\n", "\\n").replace("\"", "\\\"")
            + "\"}");
  }
}
