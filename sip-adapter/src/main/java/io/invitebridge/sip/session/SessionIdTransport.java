package io.invitebridge.sip.session;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.transport.ClientCall;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A transport that reads the peers' Session-ID and writes ours (RFC 7989). */
public final class SessionIdTransport implements SipTransport {
  private final SipTransport wire;
  private final SessionIds sessions;

  /**
   * @param wire closed with this one
   */
  public SessionIdTransport(SipTransport wire, SessionIds sessions) {
    this.wire = wire;
    this.sessions = sessions;
  }

  @Override
  public void start(Receiver receiver) throws IOException {
    wire.start(new Listening(receiver));
  }

  @Override
  public PreparedChange prepare(SipSettings next, Supplier<BooleanSupplier> leavers)
      throws IOException {
    return wire.prepare(next, leavers);
  }

  @Override
  public ClientCall send(SIPRequest request, Endpoint hop, ClientListener listener) {
    sessions.sign(request);
    return wire.send(
        request,
        hop,
        new ClientListener() {
          @Override
          public void onResponse(SIPResponse response) {
            sessions.hear(response);
            listener.onResponse(response);
          }

          @Override
          public void onFailure(Failure failure) {
            listener.onFailure(failure);
          }

          @Override
          public boolean mayRepeat(SIPRequest next) {
            return listener.mayRepeat(next);
          }
        });
  }

  @Override
  public void sendAck(SIPRequest ack, Endpoint hop) {
    sessions.sign(ack);
    wire.sendAck(ack, hop);
  }

  @Override
  public void close() {
    wire.close();
  }

  private final class Listening implements Receiver {
    private final Receiver receiver;

    Listening(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void onRequest(ServerCall call) {
      sessions.hear(call.request());
      receiver.onRequest(new Answering(call));
    }

    @Override
    public void onAck(SIPRequest ack) {
      sessions.hear(ack);
      receiver.onAck(ack);
    }

    @Override
    public int refusedPercent() {
      return receiver.refusedPercent();
    }

    @Override
    public boolean knows(String callId, String fromTag, long cseq) {
      return receiver.knows(callId, fromTag, cseq);
    }

    @Override
    public void onStrayResponse(SIPResponse response) {
      sessions.hear(response);
      receiver.onStrayResponse(response);
    }
  }

  private final class Answering implements ServerCall {
    private final ServerCall call;

    Answering(ServerCall call) {
      this.call = call;
    }

    @Override
    public SIPRequest request() {
      return call.request();
    }

    @Override
    public Endpoint source() {
      return call.source();
    }

    @Override
    public void respond(SIPResponse response) {
      sessions.sign(call.request(), response);
      call.respond(response);
    }
  }
}
