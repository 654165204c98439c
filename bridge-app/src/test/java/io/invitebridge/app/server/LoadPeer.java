package io.invitebridge.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP peer for load: it answers every INVITE at once, or dials numbers, talks for a moment and
 * hangs up. It says what has to be said again when the other side repeats itself.
 */
final class LoadPeer implements AutoCloseable {
  private static final long TALK_MILLIS = 700;
  private static final long AGAIN_MILLIS = 2_000;
  private static final int BUFFER = 4_000_000;
  private static final Pattern NUMBER = Pattern.compile("sip:(\\d+)@");

  private static final String SDP =
      "v=0\r\no=load 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 40000 RTP/AVP 0\r\n";

  private final DatagramSocket socket;
  private final int bridge;
  private final Set<Integer> rung = ConcurrentHashMap.newKeySet();
  private final Set<Integer> finished = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /** Requests without an answer, by number and method. */
  private final Map<String, String> waiting = new ConcurrentHashMap<>();

  private LoadPeer(int bridge) throws IOException {
    this.bridge = bridge;
    this.socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    socket.setReceiveBufferSize(BUFFER);
    Thread reader = new Thread(this::read, "load-peer");
    reader.setDaemon(true);
    reader.start();
    // A busy machine drops datagrams: RFC 3261, timers A and E, with one interval for all.
    clock.scheduleWithFixedDelay(
        () -> waiting.values().forEach(request -> send(bridge, request)),
        AGAIN_MILLIS,
        AGAIN_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  static LoadPeer answering() throws IOException {
    return new LoadPeer(0);
  }

  static LoadPeer calling(int bridgePort) throws IOException {
    return new LoadPeer(bridgePort);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The numbers that were called here. */
  Set<Integer> rung() {
    return rung;
  }

  /** The numbers whose call was answered and ended. */
  Set<Integer> finished() {
    return finished;
  }

  /** What went wrong. */
  Set<String> refused() {
    return refused;
  }

  void dial(int number) {
    ask(
        number + "INVITE",
        request("INVITE", number, "sip:" + number + "@127.0.0.1:" + bridge, "", 1)
            + "Content-Type: application/sdp\r\nContent-Length: "
            + SDP.length()
            + "\r\n\r\n"
            + SDP);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    socket.close();
  }

  private void read() {
    byte[] buffer = new byte[65_535];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return; // closed
      }
      String message = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
      if (message.startsWith("SIP/2.0 ")) {
        response(message);
      } else {
        asked(message, packet.getPort());
      }
    }
  }

  private void asked(String message, int from) {
    if (message.startsWith("ACK")) {
      return;
    }
    boolean invite = message.startsWith("INVITE");
    if (invite) {
      Matcher number = NUMBER.matcher(message);
      if (number.find()) {
        rung.add(Integer.parseInt(number.group(1)));
      }
    }
    String to = header(message, "To");
    send(
        from,
        "SIP/2.0 200 OK\r\n"
            + lines(message, "Via")
            + "From: "
            + header(message, "From")
            + "\r\nTo: "
            + (to.contains("tag=") ? to : to + ";tag=x")
            + "\r\nCall-ID: "
            + header(message, "Call-ID")
            + "\r\nCSeq: "
            + header(message, "CSeq")
            + "\r\nContact: <sip:load@127.0.0.1:"
            + port()
            + ">\r\n"
            + (invite
                ? "Content-Type: application/sdp\r\nContent-Length: "
                    + SDP.length()
                    + "\r\n\r\n"
                    + SDP
                : "Content-Length: 0\r\n\r\n"));
  }

  private void response(String message) {
    int status = Integer.parseInt(message.substring(8, 11));
    int number = Integer.parseInt(header(message, "Call-ID").replaceAll("\\D.*", ""));
    waiting.remove(number + header(message, "CSeq").replaceAll(".* ", ""));
    if (status < 200) {
      return;
    }
    if (header(message, "CSeq").contains("BYE")) {
      finished.add(number);
      return;
    }
    String contact = header(message, "Contact").replaceAll("^[^<]*<", "").replaceAll(">.*$", "");
    String target = contact.isEmpty() ? "sip:" + number + "@127.0.0.1:" + bridge : contact;
    String to = header(message, "To");
    String ack = request("ACK", number, target, to, 1) + "Content-Length: 0\r\n\r\n";
    // RFC 3261 section 17.1.1.3: the ACK of a refusal belongs to the INVITE's transaction.
    send(bridge, status < 300 ? ack : ack.replaceFirst("(branch=\\S+)ACK", "$1INVITE"));
    if (status >= 300 && answered.contains(number)) {
      return; // to a copy of an INVITE that has its answer (RFC 3261 section 17.1.1.2)
    }
    if (status >= 300) {
      refused.add(number + ": " + message.lines().findFirst().orElse(""));
    } else if (answered.add(number)) {
      clock.schedule(
          () ->
              ask(
                  number + "BYE",
                  request("BYE", number, target, to, 2) + "Content-Length: 0\r\n\r\n"),
          TALK_MILLIS,
          TimeUnit.MILLISECONDS);
    }
  }

  private String request(String method, int number, String uri, String to, int cseq) {
    return method
        + " "
        + uri
        + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
        + port()
        + ";branch=z9hG4bK"
        + number
        + method
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:load@127.0.0.1:"
        + port()
        + ">;tag=c"
        + number
        + "\r\nTo: "
        + (to.isEmpty() ? "<" + uri + ">" : to)
        + "\r\nCall-ID: "
        + number
        + "-load\r\nCSeq: "
        + cseq
        + " "
        + method
        + "\r\nContact: <sip:load@127.0.0.1:"
        + port()
        + ">\r\n";
  }

  private void ask(String name, String request) {
    waiting.put(name, request);
    send(bridge, request);
  }

  private void send(int toPort, String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    try {
      socket.send(
          new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.1", toPort)));
    } catch (IOException e) {
      throw new UncheckedIOException("The peer cannot send.", e);
    }
  }

  private static String header(String message, String name) {
    return message
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .findFirst()
        .map(line -> line.substring(name.length() + 1).strip())
        .orElse("");
  }

  private static String lines(String message, String name) {
    StringBuilder all = new StringBuilder();
    message
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .forEach(line -> all.append(line).append("\r\n"));
    return all.toString();
  }
}
