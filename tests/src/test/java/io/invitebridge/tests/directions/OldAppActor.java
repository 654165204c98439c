package io.invitebridge.tests.directions;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.legacy.testing.LegacyWireClient;
import java.net.http.HttpClient;

/** A user of the old signaling SDK. Of its own cancel and hang-up it hears nothing. */
final class OldAppActor implements Actor {
  /** The old world's delivery time is 20 s unless the invitation says another. */
  private static final String SHORT_DELIVERY = "{\"_timeout\":2}";

  private final LegacyWireClient client;
  private final String name;
  private boolean silent;

  OldAppActor(HttpClient http, NineWayBridge bridge, String name) throws Exception {
    this.name = name;
    client = new LegacyWireClient(http, bridge.legacyPort()).login(NineWayBridge.APP, name);
  }

  @Override
  public void calls(Story story, String callee) throws Exception {
    boolean isUnanswered = story == Story.OFFLINE || story == Story.NO_RESPONSE;
    client.word("voip_invite", NineWayBridge.ROOM, callee, isUnanswered ? SHORT_DELIVERY : "");
    if (isUnanswered) {
      hears("voip_invite_failed", callee);
      return;
    }
    hears("voip_invite_ack", callee);
    switch (story) {
      case CALLER_HANGS_UP -> {
        hears("voip_invite_accept", callee);
        client.word("voip_invite_bye", NineWayBridge.ROOM, callee, "");
      }
      case CALLEE_HANGS_UP -> {
        hears("voip_invite_accept", callee);
        hears("voip_invite_bye", callee);
      }
      case REFUSED -> hears("voip_invite_refuse", callee);
      case CANCELED -> client.word("voip_invite_bye", NineWayBridge.ROOM, callee, "");
      default -> hears("voip_invite_failed", callee);
    }
  }

  @Override
  public void answers(Story story) throws Exception {
    if (story == Story.NO_RESPONSE) {
      silent = true;
      return;
    }
    LegacyWireClient.Line invite = client.line();
    assertThat(invite.kind()).as(name).isEqualTo("voip_invite");
    String channel = invite.body().path("channel").asText();
    String caller = invite.body().path("peer").asText();
    switch (story) {
      case CALLER_HANGS_UP -> {
        client.word("voip_invite_accept", channel, caller, "");
        hears("voip_invite_bye", caller);
      }
      case CALLEE_HANGS_UP -> {
        client.word("voip_invite_accept", channel, caller, "");
        client.word("voip_invite_bye", channel, caller, "");
      }
      case REFUSED -> client.word("voip_invite_refuse", channel, caller, "");
      default -> hears("voip_invite_bye", caller);
    }
  }

  /** A silent one has the invitation in its mailbox, unread. */
  @Override
  public String afterwards() {
    return silent ? "" : String.join(" ", client.unreadKinds());
  }

  @Override
  public void close() {
    client.socket().abort();
  }

  private void hears(String kind, String peer) throws InterruptedException {
    LegacyWireClient.Line next = client.line();
    assertThat(next.kind()).as("%s heard %s", name, next.body()).isEqualTo(kind);
    assertThat(next.body().path("peer").asText()).as(name).isEqualTo(peer);
  }
}
