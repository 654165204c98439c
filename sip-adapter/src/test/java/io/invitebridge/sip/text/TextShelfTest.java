package io.invitebridge.sip.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.testing.VirtualTime;
import io.invitebridge.sip.TextSettings;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.text.TextShelf.Kept;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long texts are kept, and how many. */
class TextShelfTest {
  private static final Duration MEMORY = Duration.ofSeconds(32);
  private static final LegRef LEG = leg("one", 1);
  private static final Kept TEXT = new Kept("text/plain", "0123456789");

  private final VirtualTime time = new VirtualTime();
  private final TextShelf shelf = shelf(Optional.of(settings(25)));

  @Test
  void a_text_outlives_its_leg_by_a_while() {
    String token = token(shelf.keep(LEG, TEXT));
    time.advance(Duration.ofHours(10));
    assertThat(shelf.find(token)).contains(TEXT);
    shelf.over(LEG);
    time.advance(MEMORY.minusMillis(1));
    assertThat(shelf.find(token)).contains(TEXT);
    time.advance(Duration.ofMillis(1));
    assertThat(shelf.find(token)).isEmpty();
    assertThat(shelf.size()).isZero();
    assertThat(shelf.bytes()).isZero();
  }

  @Test
  void what_is_kept_is_not_pushed_out() {
    String first = token(shelf.keep(LEG, TEXT));
    String second = token(shelf.keep(LEG, TEXT));
    assertThat(shelf.keep(leg("two", 1), TEXT)).as("no room").isEmpty();
    assertThat(shelf.bytes()).isEqualTo(20);
    assertThat(shelf.find(first)).contains(TEXT);
    assertThat(shelf.find(second)).contains(TEXT);
    shelf.over(LEG);
    time.advance(MEMORY);
    assertThat(shelf.keep(leg("two", 1), TEXT)).isPresent();
  }

  @Test
  void a_leg_takes_only_its_own_texts_with_it() {
    String other = token(shelf.keep(leg("one", 2), TEXT));
    shelf.keep(LEG, TEXT);
    shelf.over(LEG);
    shelf.over(LEG);
    time.advance(MEMORY);
    assertThat(shelf.find(other)).contains(TEXT);
    assertThat(shelf.size()).isEqualTo(1);
  }

  @Test
  void without_a_listener_nothing_is_kept() {
    TextShelf closed = shelf(Optional.empty());
    assertThat(closed.keep(LEG, TEXT)).isEmpty();
    closed.use(Optional.of(settings(100)));
    String token = token(closed.keep(LEG, TEXT));
    closed.use(Optional.empty());
    assertThat(closed.keep(LEG, TEXT)).isEmpty();
    assertThat(closed.find(token)).as("those that are kept stay").contains(TEXT);
  }

  @Test
  void nobody_guesses_a_name() {
    TextShelf large = shelf(Optional.of(settings(1_000_000)));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String token = token(large.keep(LEG, TEXT));
      assertThat(token).as("5 bits a letter").matches("[a-z2-7]{40}");
      names.add(token);
    }
    assertThat(names).hasSize(1_000);
    assertThat(large.find("")).isEmpty();
    assertThat(large.find("a".repeat(40))).isEmpty();
  }

  private TextShelf shelf(Optional<TextSettings> settings) {
    return new TextShelf(settings, Tokens.secure(), time.clock(), MEMORY);
  }

  private static TextSettings settings(long bytes) {
    return new TextSettings(
        new Endpoint(Protocol.TLS, "127.0.0.1", 8443),
        URI.create("https://bridge.example/texts/"),
        bytes);
  }

  private static String token(Optional<URI> url) {
    String written = url.orElseThrow().toString();
    assertThat(written).startsWith("https://bridge.example/texts/");
    return written.substring(written.lastIndexOf('/') + 1);
  }

  private static LegRef leg(String call, int number) {
    return new LegRef(InvitationId.of(new NodeId("n1"), call), new LegId(number));
  }
}
