package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits (section 4), at the limit and one byte beyond it, in the client and past the client. */
class SizesTest {
  private static final String FULL =
      "\u00e4\u20ac\ud83d\ude00\u6f22".repeat(682) + "\ud83d\ude00\u6f22x";
  private static final String INVALID = "INVITATION_API_CALL_ERR_INVALID_ARGUMENT";

  private static RtmBridge bridge;

  @BeforeAll
  static void start() throws Exception {
    bridge = RtmBridge.withShortClocks();
  }

  @AfterAll
  static void stop() {
    bridge.awaitQuiet();
    bridge.close();
  }

  @Test
  @DisplayName("content and response of 8192 bytes of UTF-8 pass, also when JSON escapes them")
  void fullTexts() {
    assertThat(FULL.getBytes(StandardCharsets.UTF_8)).hasSize(8_192);
    for (String text : new String[] {FULL, "\u0001".repeat(8_192), "\"".repeat(8_192)}) {
      try (RecordedUser alice = bridge.online("alice");
          RecordedUser bob = bridge.online("bob")) {
        LocalInvitation invitation = alice.creates(bob.name());
        invitation.setContent(text);
        alice.sends(invitation);
        RemoteInvitation ringing = bob.rings();
        assertThat(ringing.getContent()).isEqualTo(text);
        bob.accepts(ringing, text);
        bob.hearsAmongOthers("remote accepted, state 4");
        assertThat(invitation.getResponse()).isEqualTo(text);
        alice.client().logout(null);
        bridge.awaitQuiet();
      }
    }
  }

  @Test
  @DisplayName("one byte more is INVALID_ARGUMENT 1 in the client, and the invitation still lives")
  void longTexts() {
    try (RecordedUser alice = bridge.online("alice");
        RecordedUser bob = bridge.online("bob")) {
      LocalInvitation invitation = alice.creates(bob.name());
      invitation.setContent(FULL + "x");
      alice.sends(invitation);
      alice.hears("login ok", "send error 1");
      invitation.setContent("short");
      invitation.setChannelId("\u00e4".repeat(32));
      alice.sends(invitation);
      RemoteInvitation ringing = bob.rings();
      assertThat(ringing.getChannelId()).isEqualTo("\u00e4".repeat(32));
      bob.accepts(ringing, FULL + "x");
      bob.refuses(ringing, FULL + "x");
      bob.hears("login ok", "rings, state 1", "accept error 1", "refuse error 1");
      bob.refuses(ringing, "no");
      alice.hearsAmongOthers("refused 'no', state 4");
    }
  }

  @Test
  @DisplayName("channelId of 65 bytes is INVALID_ARGUMENT 1 in the client")
  void longChannelId() {
    try (RecordedUser alice = bridge.online("alice")) {
      LocalInvitation invitation = alice.creates("bob");
      invitation.setChannelId("\u00e4".repeat(32) + "x");
      alice.sends(invitation);
      alice.hears("login ok", "send error 1");
    }
  }

  @Test
  @DisplayName("past the client, the server refuses the same by the same number")
  void pastTheClient() throws InterruptedException {
    try (RawUser raw = RawUser.online(bridge, "raw");
        RecordedUser bob = bridge.online("bob")) {
      String to = "\"calleeId\":\"" + bob.name() + "\",\"invitationId\":";
      raw.call("invite", to + "\"a\",\"content\":\"" + FULL + "x\"");
      assertThat(raw.answer()).contains("\"code\":1,").contains(INVALID);
      raw.call("invite", to + "\"b\",\"channelId\":\"" + "x".repeat(65) + "\"");
      assertThat(raw.answer()).contains("\"code\":1,").contains(INVALID);
      raw.call("invite", to + "\"c\",\"content\":\"" + FULL + "\"");
      assertThat(raw.answer()).contains("\"result\"");
      assertThat(bob.rings().getContent()).isEqualTo(FULL);
      raw.call("cancel", "\"invitationId\":\"c\"");
      bob.hears("login ok", "rings, state 1", "remote canceled, state 5");
    }
  }

  @Test
  @DisplayName("past the client, a response of 8193 bytes is refused and the call still rings")
  void longResponsePastTheClient() throws InterruptedException {
    try (RawUser raw = RawUser.online(bridge, "raw2");
        RecordedUser alice = bridge.online("alice")) {
      alice.invites("raw2");
      String rings = raw.awaits("remoteInvitationReceived");
      raw.acknowledge(1);
      String id = rings.replaceFirst(".*\"invitationId\":\"([^\"]+)\".*", "$1");
      String call = "\"invitationId\":\"" + id + "\",\"response\":\"";
      raw.call("accept", call + FULL + "x\"");
      assertThat(raw.answer()).contains("\"code\":1,").contains(INVALID);
      raw.call("refuse", call + FULL + "\"");
      alice.hearsAmongOthers("refused '" + FULL + "', state 4");
    }
  }

  @Test
  @DisplayName("user ids of all lawful characters and of 64 bytes log in, in client and server")
  void lawfulUserIds() {
    for (String id : new String[] {"aZ09 !#$%&()+-:;<=.>?@[]^_{}|~,", "x".repeat(64)}) {
      try (RecordedUser user = new RecordedUser(bridge.port(), id)) {
        user.login();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "null", "\u00e4", "a/b", "a\\\\b", "a\u007fb", "65"})
  @DisplayName("unlawful user ids are LOGIN_ERR_INVALID_ARGUMENT 3, in client and server")
  void unlawfulUserIds(String example) throws InterruptedException {
    String id = example.equals("65") ? "x".repeat(65) : example;
    try (RecordedUser user = new RecordedUser(bridge.port(), id);
        RawUser raw = new RawUser(bridge.port())) {
      user.client().login(null, id, user.result("login"));
      user.hears("login error 3");
      raw.call("login", "\"appId\":\"trial\",\"userId\":\"" + id + "\"");
      assertThat(raw.answer()).contains("\"code\":3,").contains("LOGIN_ERR_INVALID_ARGUMENT");
    }
  }
}
