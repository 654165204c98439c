package io.invitebridge.sip.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is seen of a message before anything is done for it. */
class GlanceTest {
  @Test
  void an_invite_without_a_to_tag_begins_a_call() {
    Glance glance = at("INVITE sip:a@b SIP/2.0\r\nTo: <sip:a@b>\r\ni: 17\r\n\r\n");
    assertThat(glance.beginsCall()).isTrue();
    assertThat(glance.isUrgent()).isFalse();
    assertThat(glance.callId()).isEqualTo("17");
  }

  @Test
  void what_belongs_to_a_dialog_goes_first() {
    assertThat(at("INVITE sip:a@b SIP/2.0\r\nt: <sip:a@b>;tag=1\r\n\r\n").isUrgent()).isTrue();
    assertThat(at("INVITE sip:a@b SIP/2.0\r\nTo: <sip:a@b>;Tag = 1\r\n\r\n").isUrgent()).isTrue();
    assertThat(at("BYE sip:a@b SIP/2.0\r\n\r\n").isUrgent()).isTrue();
    assertThat(at("SIP/2.0 200 OK\r\n\r\n").isUrgent()).isTrue();
    assertThat(at("OPTIONS sip:a@b SIP/2.0\r\nTo: <sip:a@b>\r\n\r\n").isUrgent()).isFalse();
    assertThat(at("OPTIONS sip:a@b SIP/2.0\r\nTo: <sip:a@b>\r\n\r\n").beginsCall()).isFalse();
  }

  @Test
  void the_ack_of_an_answer_without_memory_is_known_by_its_tag() {
    Glance glance = at("ACK sip:a@b SIP/2.0\r\nTo: <sip:a@b>;tag=n1-none\r\n\r\n");
    assertThat(glance.isAckOf("n1-none")).isTrue();
    assertThat(glance.isAckOf("n1-nonesuch")).isFalse();
    assertThat(at("BYE sip:a@b SIP/2.0\r\nTo: <sip:a@b>;tag=n1-none\r\n\r\n").isAckOf("n1-none"))
        .isFalse();
  }

  @Test
  void line_ends_alone_are_nothing() {
    assertThat(at("\r\n\r\n").isNothing()).isTrue();
  }

  private static Glance at(String text) {
    return Glance.at(text.getBytes(StandardCharsets.UTF_8));
  }
}
