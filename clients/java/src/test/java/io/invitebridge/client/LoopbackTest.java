package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.invitebridge.client.testing.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole client on real sockets and threads, against a bridge of a few lines. */
@Tag("loopback")
@Timeout(60)
class LoopbackTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final MockWebServer server = new MockWebServer();
  private final TinyBridge bridge = new TinyBridge();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<String> threads = Collections.synchronizedList(new ArrayList<>());
  private final Recorder recorder = new Recorder(heard);
  private RtmClient client;

  @BeforeEach
  void start() throws IOException {
    server.start();
    String url = "ws://127.0.0.1:" + server.getPort();
    client = RtmClient.createInstance(url, "970CA35de60c44645bbae8a215061b33", recorder);
    client.getRtmCallManager().setEventListener(recorder);
    client.setLogFilter(RtmClient.LOG_FILTER_OFF);
  }

  @AfterEach
  void stop() throws IOException {
    client.release();
    server.close();
  }

  @Test
  void callsAndAnswers_onOneThread() throws Exception {
    bridge.serves(1);
    client.login(
        null,
        "alice",
        new ResultCallback<Void>() {
          @Override
          public void onSuccess(Void nothing) {
            threads.add(Thread.currentThread().getName());
            heard.add("login ok");
          }

          @Override
          public void onFailure(ErrorInfo error) {
            heard.add(error.toString());
          }
        });
    hears("connection 2 because 1", "connection 3 because 2", "login ok");
    assertThat(server.takeRequest().getPath()).isEqualTo("/rtm");
    RtmCallManager calls = client.getRtmCallManager();
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    invitation.setContent("hällo 😀");
    calls.sendLocalInvitation(invitation, recorder.result("send"));
    hears("send ok");
    assertThat(bridge.takes("invite").get("content").getAsString()).isEqualTo("hällo 😀");
    bridge.tells(1, "localInvitationReceivedByPeer", invitation.getInvitationId());
    bridge.tells(2, "localInvitationAccepted", invitation.getInvitationId());
    hears("receivedByPeer state 2", "accepted 'null' state 3");
    await().atMost(SOON).until(() -> bridge.takes("ack").get("seq").getAsInt() == 2);

    assertThat(threads).containsOnly("rtm-client-callbacks");
  }

  @Test
  void lostConnection_isResumed() throws Exception {
    bridge.serves(2);
    client.login(null, "alice", recorder.result("login"));
    hears("connection 2 because 1", "connection 3 because 2", "login ok");
    bridge.takes("login");
    bridge.cuts();
    JsonObject again = bridge.takes("login");
    bridge.tells(1, "localInvitationCanceled", "unknown");

    assertThat(again.getAsJsonObject("resume").get("sessionId").getAsString()).isEqualTo("s");
    assertThat(bridge.takes("ack").get("seq").getAsInt()).isEqualTo(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void release_leavesNoThread() throws Exception {
    bridge.serves(1);
    client.login(null, "alice", recorder.result("login"));
    hears("connection 2 because 1", "connection 3 because 2", "login ok");
    client.release();
    bridge.takes("login");
    bridge.takes("logout");

    await()
        .atMost(SOON)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("rtm-client")));
  }

  private void hears(String... expected) {
    await().atMost(SOON.plusSeconds(5)).until(() -> heard.size() >= expected.length);
    assertThat(heard).containsExactly(expected);
    heard.clear();
  }

  /** Says yes to everything and notifies on demand. */
  private final class TinyBridge extends WebSocketListener {
    private final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
    private volatile WebSocket socket;
    private volatile boolean known;

    void serves(int connections) {
      for (int i = 0; i < connections; i++) {
        server.enqueue(
            new MockResponse()
                .withWebSocketUpgrade(this)
                .setHeader("Sec-WebSocket-Protocol", "rtm-invite.v1"));
      }
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
      socket = opened;
    }

    @Override
    public void onMessage(WebSocket from, String text) {
      JsonObject frame = JsonParser.parseString(text).getAsJsonObject();
      if (frame.has("id")) {
        String result = "{\"sessionId\":\"s\",\"resumed\":" + known + ",\"pingSeconds\":60}";
        known = true;
        from.send("{\"jsonrpc\":\"2.0\",\"id\":" + frame.get("id") + ",\"result\":" + result + "}");
      }
      frames.add(frame); // Not before the answer, as the test goes on from here.
    }

    @Override
    public void onClosing(WebSocket closing, int code, String reason) {
      closing.close(code, null);
    }

    void tells(int seq, String method, String id) {
      socket.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\""
              + method
              + "\",\"params\":{\"seq\":"
              + seq
              + ",\"invitationId\":\""
              + id
              + "\"}}");
    }

    void cuts() {
      socket.close(1001, "nothing heard");
    }

    JsonObject takes(String method) throws InterruptedException {
      while (true) {
        JsonObject frame = frames.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(frame).as("a frame " + method).isNotNull();
        if (frame.get("method").getAsString().equals(method)) {
          return frame.getAsJsonObject("params");
        }
      }
    }
  }
}
