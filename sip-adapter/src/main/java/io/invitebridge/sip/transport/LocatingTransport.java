package io.invitebridge.sip.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport that finds the servers behind a name (RFC 3263 section 4): a hop with a literal
 * address passes as it is. Where the first place of a request fails before it has said anything, or
 * answers 503, the next one gets it, in a new transaction (section 4.3). A CANCEL goes where its
 * INVITE went, and an ACK to the first place only: it has no answer. Any thread; nothing blocks.
 */
public final class LocatingTransport implements SipTransport {
  private static final Logger LOG = LoggerFactory.getLogger(LocatingTransport.class);

  /** More places than these are not tried: each may be silent for 64 x T1. */
  private static final int MOST_PLACES = 4;

  private final SipTransport wire;
  private final Locator locator;
  private final Identity identity;
  private final Supplier<String> branches;

  /** INVITEs without a final answer, by the branch that their sender knows. */
  private final Map<String, Exchange> invites = new ConcurrentHashMap<>();

  /** The last look-up of each Call-ID: a message does not overtake the one before it. */
  private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

  /**
   * @param wire closed with this one
   * @param branches makes Via branches
   */
  public LocatingTransport(
      SipTransport wire, Locator locator, Identity identity, Supplier<String> branches) {
    this.wire = wire;
    this.locator = locator;
    this.identity = identity;
    this.branches = branches;
  }

  @Override
  public void start(Receiver receiver) throws IOException {
    wire.start(receiver);
  }

  @Override
  public PreparedChange prepare(SipSettings next, Supplier<BooleanSupplier> leavers)
      throws IOException {
    return wire.prepare(next, leavers);
  }

  @Override
  public ClientCall send(SIPRequest request, Endpoint hop, ClientListener listener) {
    if (AddressRange.isLiteral(hop.host())) {
      return wire.send(request, hop, listener);
    }
    Exchange invite = invites.get(Received.branch(request));
    if (request.getMethod().equals(MethodNames.CANCEL) && invite != null) {
      return invite.cancel(request, listener);
    }
    Exchange exchange = new Exchange(request, listener);
    if (request.getMethod().equals(MethodNames.INVITE)) {
      invites.put(exchange.name, exchange);
    }
    locate(request, hop, exchange::begin);
    return exchange;
  }

  @Override
  public void sendAck(SIPRequest ack, Endpoint hop) {
    if (AddressRange.isLiteral(hop.host())) {
      wire.sendAck(ack, hop);
      return;
    }
    locate(
        ack,
        hop,
        places -> {
          if (places.isEmpty()) {
            LOG.debug("An ACK has nowhere to go: {} has no address", hop);
          } else {
            wire.sendAck(ack, places.get(0));
          }
        });
  }

  @Override
  public void close() {
    wire.close();
  }

  /**
   * Look-ups that are under way and INVITEs that wait; zero when a story has left nothing behind.
   */
  public int size() {
    return invites.size() + last.size();
  }

  private void locate(SIPRequest request, Endpoint hop, Consumer<List<Endpoint>> then) {
    String callId = Received.callId(request);
    CompletableFuture<List<Endpoint>> found = locator.locate(TrunkTarget.written(hop));
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> before = last.put(callId, mine);
    CompletableFuture<Void> turn =
        before == null ? CompletableFuture.completedFuture(null) : before;
    turn.thenCombine(found, (ok, places) -> usable(places, hop))
        .thenAccept(then)
        .whenComplete(
            (ok, fault) -> {
              if (fault != null) {
                LOG.error("{} could not be sent to {}", request.getMethod(), hop, fault);
              }
              last.remove(callId, mine);
              mine.complete(null);
            });
  }

  /** An address that was looked up must show the certificate of the name (RFC 5922). */
  private List<Endpoint> usable(List<Endpoint> places, Endpoint hop) {
    return places.stream()
        .limit(MOST_PLACES)
        .map(
            place ->
                new Endpoint(
                    identity.usable(place.protocol()), place.host(), place.port(), way(place, hop)))
        .toList();
  }

  private static Endpoint.Way way(Endpoint place, Endpoint hop) {
    Set<String> names = hop.way().names().isEmpty() ? Set.of(hop.host()) : hop.way().names();
    return new Endpoint.Way(place.protocol() == hop.protocol() ? hop.way().listener() : "", names);
  }

  /** One request until its answer, at one place after the other. */
  private final class Exchange implements ClientCall, ClientListener {
    private final String name;
    private final ClientListener listener;
    private final Queue<Endpoint> left = new ArrayDeque<>();
    private SIPRequest request;
    private Optional<Endpoint> place = Optional.empty();
    private Optional<ClientCall> transaction = Optional.empty();
    private boolean heard;
    private boolean over;

    Exchange(SIPRequest request, ClientListener listener) {
      this.name = Received.branch(request);
      this.request = request;
      this.listener = listener;
    }

    void begin(List<Endpoint> places) {
      synchronized (this) {
        left.addAll(places);
      }
      if (!goesOn() && end()) {
        listener.onFailure(Failure.UNREACHABLE);
      }
    }

    /** To where the INVITE is now, with its branch (RFC 3261 section 9.1). */
    ClientCall cancel(SIPRequest cancel, ClientListener canceling) {
      Optional<Endpoint> at;
      SIPRequest invite;
      synchronized (this) {
        left.clear();
        at = place;
        invite = request;
      }
      if (at.isEmpty()) {
        canceling.onFailure(Failure.UNREACHABLE);
        return () -> LOG.debug("A CANCEL that was not sent is abandoned");
      }
      brand(cancel, Received.branch(invite));
      return wire.send(cancel, at.get(), canceling);
    }

    @Override
    public void onResponse(SIPResponse response) {
      boolean fails = response.getStatusCode() == 503 && isUnheard();
      if (fails && goesOn()) {
        return;
      }
      synchronized (this) {
        heard = true;
      }
      if (response.getStatusCode() >= 200) {
        invites.remove(name, this);
      }
      listener.onResponse(response);
    }

    @Override
    public void onFailure(Failure failure) {
      if (!(isUnheard() && goesOn()) && end()) {
        listener.onFailure(failure);
      }
    }

    @Override
    public void abandon() {
      end();
      Optional<ClientCall> current;
      synchronized (this) {
        current = transaction;
      }
      current.ifPresent(ClientCall::abandon);
    }

    /**
     * @return false when there is no further place
     */
    private boolean goesOn() {
      SIPRequest next;
      Endpoint at;
      synchronized (this) {
        if (over || left.isEmpty()) {
          return false;
        }
        at = left.remove();
        if (place.isPresent()) {
          LOG.info("{} goes on to {}", request.getMethod(), at);
          request = (SIPRequest) request.clone();
          request.setApplicationData(null);
          brand(request, branches.get());
        }
        place = Optional.of(at);
        next = request;
      }
      ClientCall made = wire.send(next, at, this);
      boolean late;
      synchronized (this) {
        transaction = Optional.of(made);
        late = over;
      }
      if (late) {
        made.abandon();
      }
      return true;
    }

    private synchronized boolean isUnheard() {
      return !heard;
    }

    /**
     * @return false when it was over before
     */
    private synchronized boolean end() {
      boolean first = !over;
      over = true;
      invites.remove(name, this);
      return first;
    }
  }

  private static void brand(SIPRequest request, String branch) {
    Via via = request.getTopmostVia();
    try {
      via.setBranch(branch);
    } catch (ParseException e) {
      throw new IllegalArgumentException("A branch of our own is malformed.", e);
    }
  }
}
