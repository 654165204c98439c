package io.invitebridge.client.anyrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the clone of RTM 1.x has beside the classes that it shares with it. */
class ArRtmClientTest {
  @Test
  void notesAreTheApps_andTheCallKitIsOne() {
    ArRtmClient client = new ArRtmClient(null, "app", null, null);

    assertThat(client.getCallKit()).isSameAs(client.getRtmClient().getRtmCallManager());
    client.getLocalInvitations().put("bob", client.getCallKit().createLocalInvitation("bob"));
    assertThat(client.getLocalInvitations()).containsOnlyKeys("bob");
    assertThat(client.getRemoteInvitations()).isEmpty();
    client.getRtmClient().release();
  }

  @Test
  void privateServer_isTheBridgesAddress() {
    ArRtmClient client = new ArRtmClient(null, "app", null, null);

    assertThat(client.setPrivateServer("bridge.example.com", 7080)).isZero();
    assertThat(client.setPrivateServer("no host", 7080)).isEqualTo(-1);
    client.getRtmClient().release();
  }

  @Test
  void theSampleOfTheClonesGuide_compilesInKotlin_andRuns(@TempDir Path classes) throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ExitCode exit =
        new K2JVMCompiler()
            .exec(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                "-no-reflect",
                "-no-stdlib",
                "-nowarn",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                Path.of("src", "test", "kotlin").toString());
    assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);

    URL[] compiled = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(compiled, getClass().getClassLoader())) {
      Class<?> plugin = loader.loadClass("sample.FlutterPlugin");
      assertThat(plugin.getDeclaredMethods()).isNotEmpty();
      assertThat(plugin.getInterfaces()).hasSize(2);
    }
  }
}
