package io.invitebridge.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8866 as far as we read it, and RFC 3264 section 6 for what we write. */
class SdpTest {
  private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n";
  private static final InactiveMedia MEDIA = new InactiveMedia("192.0.2.9");

  @Test
  void the_answer_has_the_streams_of_the_offer_and_accepts_the_first_plain_audio()
      throws Exception {
    Sdp offer =
        Sdp.parse(
            HEAD
                + "m=video 5000 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n"
                + "m=audio 0 RTP/AVP 0\r\n"
                + "m=audio 5002 RTP/SAVP 0\r\n"
                + "m=audio 5004 RTP/AVP 97 101\r\na=rtpmap:97 opus/48000/2\r\n"
                + "m=audio 5006 RTP/AVP 8\r\n");
    assertThat(MEDIA.answer(offer, 7, 1).lines())
        .containsExactly(
            "v=0",
            "o=bridge 7 1 IN IP4 192.0.2.9",
            "s=-",
            "c=IN IP4 192.0.2.9",
            "t=0 0",
            "m=video 0 RTP/AVP 96",
            "m=audio 0 RTP/AVP 0",
            "m=audio 0 RTP/SAVP 0",
            "m=audio 9 RTP/AVP 97",
            "a=rtpmap:97 opus/48000/2",
            "a=inactive",
            "m=audio 0 RTP/AVP 8");
  }

  @Test
  void an_offer_of_ours_can_be_read() throws Exception {
    assertThat(Sdp.parse(new InactiveMedia("2001:db8::1").offer(1, 1)).media()).hasSize(1);
  }

  @Test
  void a_new_version_that_says_the_same_is_the_same() throws Exception {
    Sdp first = Sdp.parse(HEAD + "m=audio 4000 RTP/AVP 0\r\n");
    Sdp again = Sdp.parse(first.text().replace("- 1 1 IN", "- 1 2 IN"));
    Sdp held = Sdp.parse(first.text() + "a=sendonly\r\n");
    assertThat(first.saysTheSameAs(again)).isTrue();
    assertThat(first.saysTheSameAs(held)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=1\r\n",
        "v=0\r\n",
        "v=0\r\no=x\r\ns=-\r\nt=0 0\r\n",
        "v=0\r\no=- 1 1 IN IP4 x\r\ns=-\r\nt=0 0\r\nm=audio\r\n",
        "v=0\r\no=- 1 1 IN IP4 x\r\ns=-\r\nt=0 0\r\nm=audio 99999 RTP/AVP 0\r\n",
        "v=0\r\no=- 1 1 IN IP4 x\r\ns=-\r\nt=0 0\r\nnonsense\r\n",
      })
  void what_is_broken_is_refused(String text) {
    assertThatThrownBy(() -> Sdp.parse(text)).isInstanceOf(SdpException.class);
  }

  @Test
  void more_media_than_anybody_needs_is_refused() {
    assertThatThrownBy(() -> Sdp.parse(HEAD + "m=audio 4000 RTP/AVP 0\r\n".repeat(1000)))
        .hasMessageContaining("64 media lines");
  }
}
