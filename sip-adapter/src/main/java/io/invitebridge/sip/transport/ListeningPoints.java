package io.invitebridge.sip.transport;

import gov.nist.javax.sip.SipStackImpl;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.transport.wire.Sockets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TooManyListenersException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TransportNotSupportedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one stack, each with a provider of its own: so a socket can come while another
 * of its protocol still serves the calls that know its port. Any thread.
 */
final class ListeningPoints {
  private static final Logger LOG = LoggerFactory.getLogger(ListeningPoints.class);
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final SipStackImpl stack;
  private final JainListener listener;
  private final Sockets sockets;
  private volatile Map<String, Point> present = Map.of();

  private record Point(Listener at, ListeningPoint socket, SipProvider provider) {}

  /** Sockets that are open and not in use yet, and those of the present ones that stay. */
  record Opened(List<Point> fresh, List<Point> staying) {}

  ListeningPoints(SipStackImpl stack, Sockets sockets, JainListener listener) {
    this.stack = stack;
    this.sockets = sockets;
    this.listener = listener;
  }

  /** What sends from this listener. */
  SipProvider provider(Listener from) throws SipException {
    Point point = present.get(from.name());
    if (point == null) {
      throw new SipException("There is no socket for " + from.name() + " any more.");
    }
    return point.provider();
  }

  /** Opens those of the listeners that are not present, or none. */
  Opened open(List<Listener> wanted) throws IOException {
    Map<String, Point> known = present;
    List<Point> staying = new ArrayList<>();
    List<Point> fresh = new ArrayList<>();
    try {
      for (Listener next : wanted) {
        Point point = known.get(next.name());
        if (point == null) {
          fresh.add(open(next));
        } else {
          staying.add(point);
        }
      }
    } catch (IOException e) {
      fresh.forEach(this::close);
      throw e;
    }
    return new Opened(fresh, staying);
  }

  /**
   * From now on these are the sockets; the others close when nothing needs them any more.
   *
   * @param unneeded looked at once a second
   */
  void use(Opened opened, BooleanSupplier unneeded) {
    Map<String, Point> next = new HashMap<>();
    opened.staying().forEach(point -> next.put(point.at().name(), point));
    opened.fresh().forEach(point -> next.put(point.at().name(), point));
    List<Point> leaving = new ArrayList<>(present.values());
    leaving.removeAll(opened.staying());
    present = next;
    if (!leaving.isEmpty()) {
      LATER.execute(() -> closeWhenUnneeded(leaving, unneeded));
    }
  }

  void close(Opened opened) {
    opened.fresh().forEach(this::close);
  }

  private void closeWhenUnneeded(List<Point> leaving, BooleanSupplier unneeded) {
    if (!stack.isAlive()) {
      return;
    }
    if (unneeded.getAsBoolean()) {
      leaving.forEach(this::close);
      leaving.forEach(point -> LOG.info("SIP has stopped listening on {}", point.at().name()));
    } else {
      LATER.execute(() -> closeWhenUnneeded(leaving, unneeded));
    }
  }

  private Point open(Listener at) throws IOException {
    Endpoint bind = at.bind();
    sockets.expect(at);
    try {
      ListeningPoint socket =
          stack.createListeningPoint(bind.host(), bind.port(), bind.protocol().inVia());
      SipProvider provider = stack.createSipProvider(socket);
      provider.addSipListener(listener);
      return new Point(at, socket, provider);
    } catch (TransportNotSupportedException
        | InvalidArgumentException
        | ObjectInUseException
        | TooManyListenersException e) {
      throw new IOException("SIP cannot listen on " + bind + ": " + e.getMessage(), e);
    }
  }

  /** Its listener goes last: others of the stack still have theirs. */
  private void close(Point point) {
    try {
      stack.deleteListeningPoint(point.socket());
      point.provider().removeSipListener(listener);
      stack.deleteSipProvider(point.provider());
      sockets.forget(point.at());
    } catch (ObjectInUseException | RuntimeException e) {
      LOG.warn("The SIP socket {} did not close cleanly: {}", point.at().name(), e.toString());
    }
  }
}
