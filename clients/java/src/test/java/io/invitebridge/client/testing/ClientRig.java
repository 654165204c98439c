package io.invitebridge.client.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.internal.connection.Backoff;
import io.invitebridge.client.internal.connection.Socket;
import io.invitebridge.client.internal.facade.BridgeRtmClient;
import io.invitebridge.client.internal.thread.ClientLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * One client and the test as its bridge. What the app hears goes into {@link #heard}; what the
 * client sends is taken with {@link #gets}.
 */
public final class ClientRig {
  /** The app id of the test. */
  public static final String APP = "970CA35de60c44645bbae8a215061b33";

  private final VirtualLoop loop = new VirtualLoop();
  private final Deque<Runnable> appThread = new ArrayDeque<>();
  private final List<FakeSocket> sockets = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final Recorder recorder = new Recorder(heard);
  private final BridgeRtmClient client;
  private int ids;
  private long seq;
  private boolean appIsStuck;
  private boolean released;

  /** A client whose app listens to everything. */
  public ClientRig() {
    this("ws://bridge.example/rtm");
  }

  /** A client with an address, or without when it is null. */
  public ClientRig(String url) {
    Socket.Factory factory =
        new Socket.Factory() {
          @Override
          public Socket open(String address, Socket.Listener listener) {
            FakeSocket socket = new FakeSocket(address, listener);
            sockets.add(socket);
            return socket;
          }

          @Override
          public void shutdown() {
            sockets.forEach(FakeSocket::abandon);
          }
        };
    client =
        new BridgeRtmClient(
            new BridgeRtmClient.Surroundings(
                loop,
                appThread::add,
                factory,
                new Backoff(() -> 0),
                () -> "id-" + ids++,
                new ClientLog()),
            url,
            APP,
            recorder,
            () -> released = true);
    client.getRtmCallManager().setEventListener(recorder);
    client.getRtmCallExtension().setCallListener(recorder);
    client.setLogFilter(RtmClient.LOG_FILTER_ERROR);
  }

  /** A client that is logged in as alice; what it heard and sent up to then is forgotten. */
  public static ClientRig online() {
    ClientRig rig = new ClientRig();
    rig.client.login("token", "alice", null);
    rig.connects();
    rig.acceptsLogin("session-1");
    rig.heard();
    return rig;
  }

  /** The client. */
  public RtmClient client() {
    return client;
  }

  /** Everything that records what the app hears. */
  public Recorder recorder() {
    return recorder;
  }

  /** Lets everything that is due happen. */
  public void run() {
    while (loop.step() || appStep()) {
      // Each step may make the next one due.
    }
  }

  private boolean appStep() {
    Runnable next = appIsStuck ? null : appThread.poll();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  /** Lets time pass. */
  public void after(long millis) {
    run();
    long limit = loop.nowMillis() + millis;
    while (loop.turn(limit)) {
      run();
    }
    run();
  }

  /** The app's thread hangs in a callback, or goes on. */
  public void appIsStuck(boolean stuck) {
    appIsStuck = stuck;
  }

  /** What the app heard since the last time, oldest first. */
  public List<String> heard() {
    run();
    List<String> copy = new ArrayList<>(heard);
    heard.clear();
    return copy;
  }

  // The bridge.

  /** The newest socket. */
  public FakeSocket socket() {
    run();
    assertThat(sockets).as("sockets").isNotEmpty();
    return sockets.get(sockets.size() - 1);
  }

  /** How many sockets were opened so far. */
  public int socketCount() {
    run();
    return sockets.size();
  }

  /** Lets time pass until the client opens another socket. */
  public void waitsForAttempt() {
    int before = socketCount();
    while (socketCount() == before) {
      after(100);
    }
  }

  /** Whether the client gave its threads back. */
  public boolean isReleased() {
    return released;
  }

  /** The newest socket opens. */
  public void connects() {
    socket().listener.onOpen();
    run();
  }

  /** The newest socket is lost. */
  public void losesConnection() {
    socket().listener.onClosed(1006, "connection reset");
    run();
  }

  /** The newest socket is closed by the bridge. */
  public void closes(int code, String reason) {
    socket().listener.onClosed(code, reason);
    run();
  }

  /** Takes the next frame of the client, which has to be this method; returns its params. */
  public JsonObject gets(String method) {
    return next(method).getAsJsonObject("params");
  }

  /** Takes the next frame of the client, which has to be this method, and says yes. */
  public JsonObject grants(String method) {
    return grants(method, "{}");
  }

  /** As above, with a result; single quotes stand for double ones. */
  public JsonObject grants(String method, String result) {
    JsonObject frame = next(method);
    says("{'jsonrpc':'2.0','id':" + frame.get("id") + ",'result':" + result + "}");
    return frame.getAsJsonObject("params");
  }

  /** Takes the next frame of the client, which has to be this method, and says no. */
  public void denies(String method, int code) {
    JsonObject frame = next(method);
    says(
        String.format(
            Locale.ROOT,
            "{'jsonrpc':'2.0','id':%s,'error':{'code':%d,'message':'no','data':{'name':'X'}}}",
            frame.get("id"),
            code));
  }

  private JsonObject next(String method) {
    JsonObject frame = socket().poll();
    assertThat(frame).as("frame of the client, expected " + method).isNotNull();
    assertThat(frame.get("method").getAsString()).isEqualTo(method);
    return frame;
  }

  /** Takes the next frame of the client, whatever it is; null when there is none. */
  public JsonObject takes() {
    return socket().poll();
  }

  /** The client has sent nothing more. */
  public void getsNothing() {
    assertThat(socket().poll()).as("frame of the client").isNull();
  }

  /** Takes the login and grants a new session. */
  public JsonObject acceptsLogin(String sessionId) {
    seq = 0;
    return grants(
        "login",
        "{'sessionId':'"
            + sessionId
            + "','resumed':false,'serverTime':1,'presenceSeconds':30,'pingSeconds':3600}");
  }

  /** Takes the login and resumes the session. */
  public JsonObject resumes(String sessionId) {
    return grants(
        "login",
        "{'sessionId':'"
            + sessionId
            + "','resumed':true,'serverTime':1,'presenceSeconds':30,'pingSeconds':3600}");
  }

  /** Notifies with the next seq and takes the receipt; members as in {@code 'a':'b'}. */
  public void tells(String method, String members) {
    replays(++seq, method, members);
    assertThat(gets("ack").get("seq").getAsLong()).isEqualTo(seq);
  }

  /** Notifies with the next seq. */
  public void notifies(String method, String members) {
    replays(++seq, method, members);
  }

  /** Notifies with a seq of the test's choice. */
  public void replays(long chosenSeq, String method, String members) {
    seq = Math.max(seq, chosenSeq);
    String comma = members.isEmpty() ? "" : ",";
    says(
        "{'jsonrpc':'2.0','method':'"
            + method
            + "','params':{'seq':"
            + chosenSeq
            + comma
            + members
            + "}}");
  }

  /** Sends a frame; single quotes stand for double ones. */
  public void says(String frame) {
    socket().listener.onText(frame.replace('\'', '"'));
    run();
  }

  /** Sends a frame as it is. */
  public void saysExactly(String frame) {
    socket().listener.onText(frame);
    run();
  }

  /** A JSON object; single quotes stand for double ones. */
  public static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }
}
