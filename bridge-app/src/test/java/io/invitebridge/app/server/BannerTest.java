package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.source.Environment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator reads after the start. */
class BannerTest {
  private static final Duration SECONDS = Duration.ofSeconds(30);

  @Test
  void the_defaults_are_tried_without_options() {
    assertThat(new Banner("1.0", "the one built in", ConfigLoader.defaults()).lines(SECONDS))
        .contains(
            "invitation bridge 1.0",
            "  config   the one built in",
            "  try it   ./bridge user alice --accept");
  }

  @Test
  void other_apps_and_addresses_are_options() {
    assertThat(lines("apps: [{id: shop}]", "rtm: 'ws://[::]:8080/x', sip: 'udp://[::]:5070'"))
        .contains(
            "  try it   ./bridge user alice --accept --app shop --url ws://[::1]:8080/x",
            "           sipp -sn uac -s alice [::1]:5070 -m 10 -r 5");
  }

  @Test
  void without_an_rtm_listener_no_client_can_be_tried() {
    assertThat(lines("apps: [{id: shop}]", "sip: 'udp://0.0.0.0:5070'"))
        .contains(
            "  rtm      no listener", "  try it   sipp -sn uac -s alice 127.0.0.1:5070 -m 10 -r 5")
        .noneMatch(line -> line.contains("./bridge") || line.contains("--url"));
  }

  @Test
  void without_anything_to_try_nothing_is_said_of_it() {
    assertThat(lines("apps: [{id: shop}]", "legacy: 'ws://127.0.0.1:8002/'"))
        .noneMatch(line -> line.contains("try it"))
        .last()
        .asString()
        .startsWith("Ready. Ctrl-C stops it: open calls may finish for 30 s");
  }

  private static List<String> lines(String apps, String listen) {
    String text = apps + "\nlisten: {" + listen + "}\nroutes: [{name: r, refuse: busy}]\n";
    LoadResult result = ConfigLoader.load(text, "test.yaml", Environment.empty());
    return new Banner("1.0", "test.yaml", ((LoadResult.Loaded) result).config()).lines(SECONDS);
  }
}
