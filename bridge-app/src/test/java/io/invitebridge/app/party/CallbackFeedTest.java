package io.invitebridge.app.party;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RtmCallEventListener;
import io.invitebridge.client.RtmCallListener;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.RtmClientListener;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No callback of the library is lost on the way to the command line. */
class CallbackFeedTest {
  private final List<AppCallback> heard = new ArrayList<>();
  private final CallbackFeed feed = new CallbackFeed(heard::add);

  @ParameterizedTest
  @ValueSource(
      classes = {RtmClientListener.class, RtmCallEventListener.class, RtmCallListener.class})
  void every_method_of_the_listeners_is_taken(Class<?> listener) throws Exception {
    for (Method method : listener.getDeclaredMethods()) {
      assertThat(CallbackFeed.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
          .isNotNull();
    }
  }

  @Test
  void progress_and_changes_of_the_media_say_what_they_are() {
    RtmClient client = RtmClient.createInstance("ws://127.0.0.1:1/rtm", "trial", feed);
    try {
      LocalInvitation call = client.getRtmCallManager().createLocalInvitation("1001");
      feed.onLocalInvitationProgress(call, 183, "{\"sdp\":\"v=0\"}");
      feed.onSessionChanged(call, "offer", "");
      feed.onTokenPrivilegeWillExpire();
      feed.onPeersOnlineStatusChanged(Map.of("alice", 0, "bob", 2, "carol", 9));
    } finally {
      client.release();
    }
    assertThat(heard)
        .extracting(AppCallback::kind)
        .containsExactly(
            Kind.LOCAL_PROGRESS, Kind.SESSION_CHANGED, Kind.TOKEN_WILL_EXPIRE, Kind.PEERS_ONLINE);
    assertThat(heard.get(0).peer()).isEqualTo("1001");
    assertThat(heard.get(0).fields())
        .isEqualTo(Map.of("code", "183", "content", "{\"sdp\":\"v=0\"}"));
    assertThat(heard.get(1).fields()).isEqualTo(Map.of("change", "offer"));
    assertThat(heard.get(3).fields())
        .isEqualTo(Map.of("alice", "ONLINE", "bob", "OFFLINE", "carol", "9"));
    assertThat(heard).filteredOn(callback -> callback.kind().isInBetween()).hasSize(2);
  }
}
