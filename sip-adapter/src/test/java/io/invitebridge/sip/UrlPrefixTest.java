package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer cannot lead the bridge to where it may not fetch. */
class UrlPrefixTest {
  private static final UrlPrefix PBX = new UrlPrefix(URI.create("https://pbx.example.com/texts/"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pbx.example.com/texts/abc",
        "https://pbx.example.com:443/texts/abc",
        "HTTPS://PBX.example.com/texts/a/b.json?x=1&y=%20",
        "https://pbx.example.com/texts/",
      })
  void what_begins_like_it_is_taken(String url) {
    assertThat(PBX.match(url)).contains(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "/texts/abc",
        "http://pbx.example.com/texts/abc",
        "https://pbx.example.com:8443/texts/abc",
        "https://pbx.example.com.evil.example/texts/abc",
        "https://pbx.example.com@evil.example/texts/abc",
        "https://user@pbx.example.com/texts/abc",
        "https://evil.example/texts/abc",
        "https://169.254.169.254/texts/abc",
        "https://[::1]/texts/abc",
        "https://pbx.example.com/other/abc",
        "https://pbx.example.com/texts",
        "https://pbx.example.com/texts/../admin",
        "https://pbx.example.com/texts/./abc",
        "https://pbx.example.com/texts/%2e%2e/admin",
        "https://pbx.example.com/texts/a%2Fb",
        "https://pbx.example.com/texts/a%5cb",
        "https://pbx.example.com/texts//evil.example/",
        "https://pbx.example.com/texts/a@b",
        "https://pbx.example.com/texts/a#b",
        "https://pbx.example.com/texts/a b",
        "https://pbx.example.com/texts/\r\nX: y",
        "https://pbx.example.com/texts/\u00e9",
        "file:///etc/passwd",
        "jar:https://pbx.example.com/texts/a!/b",
      })
  void anything_else_is_not(String url) {
    assertThat(PBX.match(url)).isEmpty();
  }

  @Test
  void what_is_endless_is_not_looked_at() {
    assertThat(PBX.match("https://pbx.example.com/texts/" + "a".repeat(500))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pbx.example.com",
        "https://pbx.example.com/texts",
        "https://pbx.example.com/?q=/",
        "https://u@pbx.example.com/",
        "https://pbx.example.com/#/",
        "https:///texts/",
        "ftp://pbx.example.com/",
        "/texts/",
      })
  void a_beginning_names_a_host_and_a_folder(String url) {
    URI written = URI.create(url);
    assertThatThrownBy(() -> new UrlPrefix(written)).isInstanceOf(IllegalArgumentException.class);
  }
}
