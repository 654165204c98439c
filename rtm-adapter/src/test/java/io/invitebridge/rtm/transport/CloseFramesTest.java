package io.invitebridge.rtm.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bytes of a WebSocket's end: one close frame from each side (RFC 6455 section 5.5.1). */
@Tag("loopback")
@Timeout(60)
class CloseFramesTest {
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;

  private LoopbackServer server;
  private Socket socket;
  private DataInputStream in;

  @BeforeEach
  void upgrade() throws IOException {
    server = new LoopbackServer(LoopbackServer.settings());
    socket = new Socket("127.0.0.1", server.adapter.port());
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    socket
        .getOutputStream()
        .write(
            ("GET /rtm HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: rtm-invite.v1\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    server.close();
  }

  @Test
  void theServersClose_isNotRepeatedWhenTheClientAnswersIt() throws IOException {
    send(TEXT, call(1, "login", "{\"appId\":\"app\",\"userId\":\"alice\"}").getBytes(US_ASCII));
    assertThat(nextFrame()).isEqualTo(TEXT);
    send(TEXT, call(2, "logout", "{}").getBytes(US_ASCII));
    assertThat(nextFrame()).isEqualTo(TEXT);
    assertThat(nextFrame()).isEqualTo(CLOSE);
    send(CLOSE, new byte[] {0x03, (byte) 0xE8});

    assertThat(framesToTheEnd()).isEmpty();
  }

  @Test
  void theClientsClose_isAnsweredOnce() throws IOException {
    send(CLOSE, new byte[] {0x03, (byte) 0xE8});

    assertThat(framesToTheEnd()).containsExactly(CLOSE);
  }

  private static String call(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  private void send(int kind, byte[] payload) throws IOException {
    byte[] frame = new byte[6 + payload.length];
    frame[0] = (byte) kind;
    frame[1] = (byte) (0x80 | payload.length); // masked with zeros
    System.arraycopy(payload, 0, frame, 6, payload.length);
    socket.getOutputStream().write(frame);
  }

  private List<Integer> framesToTheEnd() throws IOException {
    List<Integer> frames = new ArrayList<>();
    for (int frame = nextFrame(); frame >= 0; frame = nextFrame()) {
      frames.add(frame);
    }
    return frames;
  }

  /** The first byte of the next frame, or -1 at the end. */
  private int nextFrame() throws IOException {
    int first = in.read();
    if (first >= 0) {
      int length = in.readUnsignedByte();
      in.skipNBytes(length == 126 ? in.readUnsignedShort() : length);
    }
    return first;
  }
}
