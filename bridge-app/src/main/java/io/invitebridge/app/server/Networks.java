package io.invitebridge.app.server;

import io.invitebridge.app.texts.FetchedResponses;
import io.invitebridge.app.texts.TextFetcher;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.core.port.SignalingPort;
import io.invitebridge.core.port.Workers;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.LegacySettings;
import io.invitebridge.legacy.session.MemoryStore;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.sip.SipAdapter;
import io.invitebridge.sip.SipSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The adapters of one bridge: made, opened, changed, drained and closed. Those of app users stay
 * for the life of the bridge once they are there; a configuration without their listener only
 * closes that. The SIP side goes with its last listener, when no call needs it any more.
 */
final class Networks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Networks.class);

  private final BridgeRuntime runtime;
  private final Workers workers;
  private final Clock clock;
  private final Watchers watchers;
  private final InvitationInbox sipInbox;
  private volatile Optional<SipAdapter> sip = Optional.empty();
  private volatile Optional<RtmAdapter> rtm = Optional.empty();
  private volatile Optional<LegacyAdapter> legacy = Optional.empty();
  private volatile boolean isDraining;

  /** Of the SIP side, since a configuration has no listener for it. */
  private Optional<Retirement> retirement = Optional.empty();

  /**
   * @param texts fetches what SIP peers refer to
   */
  Networks(
      BridgeRuntime runtime, Workers workers, Clock clock, Watchers watchers, TextFetcher texts) {
    this.sipInbox = new FetchedResponses(runtime, texts);
    this.runtime = runtime;
    this.workers = workers;
    this.clock = clock;
    this.watchers = watchers;
  }

  Optional<SipAdapter> sip() {
    return sip;
  }

  Optional<RtmAdapter> rtm() {
    return rtm;
  }

  Optional<LegacyAdapter> legacy() {
    return legacy;
  }

  /** Makes the adapters of the configuration; no socket is open yet. */
  void make(BridgeConfig config) {
    sip = config.listen().sip().isEmpty() ? Optional.empty() : Optional.of(newSip(config));
    rtm = config.listen().rtm().map(address -> newRtm(config, address));
    legacy = config.listen().legacy().map(address -> newLegacy(config, address));
    sip.ifPresent(runtime::attach);
    rtm.ifPresent(runtime::attach);
    legacy.ifPresent(runtime::attach);
  }

  /** The app users' side first, so that the first SIP call finds those who are quick to log in. */
  void open(BridgeConfig config) throws StartException {
    if (rtm.isPresent()) {
      start(rtm.get()::start, "rtm", address(config.listen().rtm()));
    }
    if (legacy.isPresent()) {
      start(legacy.get()::start, "legacy", address(config.listen().legacy()));
    }
    if (sip.isPresent()) {
      start(sip.get()::start, "sip", sipAddresses(config));
    }
  }

  /**
   * All that can fail of a change to another configuration.
   *
   * @throws StartException when a listener cannot be opened; nothing has changed then
   */
  synchronized PreparedChange prepare(BridgeConfig next) throws StartException {
    List<PreparedChange> done = new ArrayList<>();
    try {
      done.add(prepareRtm(next));
      done.add(prepareLegacy(next));
      done.add(prepareSip(next));
    } catch (StartException | RuntimeException e) {
      done.forEach(PreparedChange::cancel);
      throw e;
    }
    return together(done);
  }

  void drain() {
    isDraining = true;
    sip.ifPresent(SipAdapter::drain);
    rtm.ifPresent(RtmAdapter::drain);
    legacy.ifPresent(LegacyAdapter::drain);
  }

  /** Takes {@link #drain} back. */
  void undrain(BridgeConfig config) {
    isDraining = false;
    sip.filter(adapter -> !config.listen().sip().isEmpty()).ifPresent(SipAdapter::undrain);
    rtm.filter(adapter -> config.listen().rtm().isPresent()).ifPresent(RtmAdapter::undrain);
    legacy
        .filter(adapter -> config.listen().legacy().isPresent())
        .ifPresent(LegacyAdapter::undrain);
  }

  int unfinishedLegs() {
    return sip.map(adapter -> adapter.liveLegs() + adapter.unsettled()).orElse(0)
        + rtm.map(RtmAdapter::openLegs).orElse(0)
        + legacy.map(LegacyAdapter::openLegs).orElse(0);
  }

  @Override
  public synchronized void close() {
    retirement.ifPresent(Retirement::callOff);
    sip.ifPresent(adapter -> quietly(adapter::close));
    legacy.ifPresent(adapter -> quietly(adapter::close));
    rtm.ifPresent(adapter -> quietly(adapter::close));
  }

  private PreparedChange prepareRtm(BridgeConfig next) throws StartException {
    Optional<ListenAddress> address = next.listen().rtm();
    if (address.isEmpty()) {
      return onCommit(() -> rtm.ifPresent(RtmAdapter::retire));
    }
    if (rtm.isEmpty()) {
      RtmAdapter made = newRtm(next, address.get());
      return added(
          made,
          made::close,
          made::start,
          "rtm",
          address(address),
          () -> {
            rtm = Optional.of(made);
            drainToo(made::drain);
          });
    }
    try {
      PreparedChange change =
          rtm.get().prepare(AdapterSettings.rtm(next, address.get()), AdapterSettings.tokens(next));
      return together(List.of(change, onCommit(() -> undrainAgain(rtm.get()::undrain))));
    } catch (IOException e) {
      throw StartException.notListening("rtm", address(address), e);
    }
  }

  private PreparedChange prepareLegacy(BridgeConfig next) throws StartException {
    Optional<ListenAddress> address = next.listen().legacy();
    if (address.isEmpty()) {
      return onCommit(() -> legacy.ifPresent(LegacyAdapter::retire));
    }
    if (legacy.isEmpty()) {
      LegacyAdapter made = newLegacy(next, address.get());
      return added(
          made,
          made::close,
          made::start,
          "legacy",
          address(address),
          () -> {
            legacy = Optional.of(made);
            drainToo(made::drain);
          });
    }
    try {
      PreparedChange change = legacy.get().prepare(AdapterSettings.legacy(next, address.get()));
      return together(List.of(change, onCommit(() -> undrainAgain(legacy.get()::undrain))));
    } catch (IOException e) {
      throw StartException.notListening("legacy", address(address), e);
    }
  }

  private PreparedChange prepareSip(BridgeConfig next) throws StartException {
    if (next.listen().sip().isEmpty()) {
      return onCommit(this::retireSip);
    }
    SipSettings settings = AdapterSettings.sip(next);
    boolean wasLeaving = retirement.filter(Retirement::callOff).isPresent();
    retirement = Optional.empty();
    if (sip.isEmpty()) {
      SipAdapter made = newSip(next);
      return added(
          made,
          made::close,
          made::start,
          "sip",
          sipAddresses(next),
          () -> {
            sip = Optional.of(made);
            drainToo(made::drain);
          });
    }
    SipAdapter present = sip.get();
    try {
      PreparedChange change = present.prepare(settings, TrunkSettings.dns(next.sip().dns()));
      return wasLeaving ? together(List.of(change, staying(present))) : change;
    } catch (IOException e) {
      if (wasLeaving) {
        awaitEndOf(present);
      }
      throw StartException.notListening("sip", sipAddresses(next), e);
    }
  }

  /** An adapter that was about to go takes calls again, or goes on leaving. */
  private PreparedChange staying(SipAdapter adapter) {
    return new PreparedChange() {
      @Override
      public void commit() {
        undrainAgain(adapter::undrain);
      }

      @Override
      public void cancel() {
        awaitEndOf(adapter);
      }
    };
  }

  private synchronized void retireSip() {
    if (retirement.isEmpty() && sip.isPresent()) {
      sip.get().drain();
      awaitEndOf(sip.get());
    }
  }

  /** The present rounds of open calls, and those that may follow, still need the SIP side. */
  private synchronized void awaitEndOf(SipAdapter adapter) {
    Instant since = clock.instant();
    retirement =
        Optional.of(
            Retirement.begin(
                () ->
                    adapter.liveLegs() + adapter.unsettled() == 0
                        && runtime.openInvitations().stream()
                            .noneMatch(call -> SipNeed.mayHave(call, since)),
                () -> {
                  sip = Optional.empty();
                  takeAway(Network.SIP, adapter::close);
                }));
  }

  private PreparedChange added(
      SignalingPort made,
      Runnable close,
      Opening opening,
      String key,
      String address,
      Runnable keep)
      throws StartException {
    runtime.attach(made);
    try {
      start(opening, key, address);
    } catch (StartException e) {
      takeAway(made.network(), close);
      throw e;
    }
    return new PreparedChange() {
      @Override
      public void commit() {
        keep.run();
      }

      @Override
      public void cancel() {
        takeAway(made.network(), close);
      }
    };
  }

  private void takeAway(Network network, Runnable close) {
    quietly(close);
    runtime.detach(network);
  }

  private void drainToo(Runnable drain) {
    if (isDraining) {
      drain.run();
    }
  }

  private void undrainAgain(Runnable undrain) {
    if (!isDraining) {
      undrain.run();
    }
  }

  private static PreparedChange together(List<PreparedChange> changes) {
    return new PreparedChange() {
      @Override
      public void commit() {
        changes.forEach(PreparedChange::commit);
      }

      @Override
      public void cancel() {
        changes.forEach(PreparedChange::cancel);
      }
    };
  }

  private static PreparedChange onCommit(Runnable work) {
    return together(
        List.of(
            new PreparedChange() {
              @Override
              public void commit() {
                work.run();
              }

              @Override
              public void cancel() {}
            }));
  }

  private SipAdapter newSip(BridgeConfig config) {
    return SipAdapter.onJain(
        AdapterSettings.sip(config),
        TrunkSettings.dns(config.sip().dns()),
        sipInbox,
        runtime.correlation(),
        workers,
        clock,
        watchers.sip());
  }

  private RtmAdapter newRtm(BridgeConfig config, ListenAddress address) {
    return new RtmAdapter(
        AdapterSettings.rtm(config, address),
        runtime,
        workers,
        clock,
        AdapterSettings.tokens(config),
        watchers.rtm(),
        new SecureRandom());
  }

  private LegacyAdapter newLegacy(BridgeConfig config, ListenAddress address) {
    LegacySettings settings = AdapterSettings.legacy(config, address);
    return new LegacyAdapter(
        settings,
        runtime,
        workers,
        clock,
        new MemoryStore(settings.limits(), new SecureRandom()),
        watchers.legacy(),
        new SecureRandom());
  }

  /** Opens sockets. */
  @FunctionalInterface
  private interface Opening {
    void open() throws IOException;
  }

  private static void start(Opening opening, String key, String address) throws StartException {
    try {
      opening.open();
    } catch (IOException e) {
      throw StartException.notListening(key, address, e);
    }
  }

  private static void quietly(Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      log.warn("A network did not close cleanly.", e);
    }
  }

  private static String address(Optional<ListenAddress> address) {
    return address.orElseThrow().toString();
  }

  private static String sipAddresses(BridgeConfig config) {
    return config.listen().sip().stream()
        .map(listener -> listener.on().toString())
        .collect(Collectors.joining(" or "));
  }
}
