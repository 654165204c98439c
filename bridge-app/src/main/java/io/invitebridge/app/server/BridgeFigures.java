package io.invitebridge.app.server;

import io.invitebridge.app.metrics.Metrics;
import io.invitebridge.app.wakeup.WakeUpCounters;
import io.invitebridge.app.wakeup.WakeUps;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.RuntimeFigures;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.LegacyCounters;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.rtm.RtmCounters;
import io.invitebridge.sip.SipAdapter;
import io.invitebridge.sip.SipCounters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What the parts of one bridge count anyway, as metrics; of the parts that it has now. */
final class BridgeFigures {
  private final BridgeServer server;
  private final Metrics metrics;
  private final TrunkGauges trunks;
  private Optional<RtmAdapter> rtm = Optional.empty();
  private Optional<LegacyAdapter> legacy = Optional.empty();
  private Optional<SipAdapter> sip = Optional.empty();
  private Optional<WakeUps> wakeUps = Optional.empty();

  BridgeFigures(BridgeServer server, Metrics metrics) {
    this.server = server;
    this.metrics = metrics;
    this.trunks = new TrunkGauges(metrics, server.clock());
  }

  /** To be called once. Parts may come and go: they are looked at before each scrape. */
  void bind() {
    addEngine(server.runtime());
    follow();
    metrics.follow(this::follow);
  }

  private synchronized void follow() {
    rtm = follow(rtm, server.rtm(), "bridge.rtm.", this::addRtm);
    legacy = follow(legacy, server.legacy(), "bridge.legacy.", this::addLegacy);
    sip = follow(sip, server.sip(), "bridge.sip.", this::addSip);
    wakeUps = follow(wakeUps, server.wakeUps(), "bridge.wakeup.", this::addWakeUps);
    trunks.follow(sip.map(SipAdapter::trunks).orElse(List.of()));
  }

  /** A part that is another one begins to count anew. */
  private <P> Optional<P> follow(
      Optional<P> shown, Optional<P> present, String prefix, Consumer<P> add) {
    if (!shown.equals(present)) {
      metrics.removeAll(prefix);
      present.ifPresent(add);
    }
    return present;
  }

  private void addEngine(BridgeRuntime runtime) {
    engineGauge(
        "bridge.invitations.open",
        "Invitations and sessions that have not ended",
        RuntimeFigures::open);
    engineGauge(
        "bridge.invitations.remembered",
        "Invitations in memory, open ones and tombstones",
        RuntimeFigures::remembered);
    engineGauge(
        "bridge.correlation.keys", "Entries of the correlation table", RuntimeFigures::keys);
    engineCounter("bridge.invitations.begun", "Invitations since the start", RuntimeFigures::begun);
    engineCounter("bridge.invitations.ended", "Invitations that are over", RuntimeFigures::ended);
    engineCounter(
        "bridge.invitations.overloaded",
        "Invitations turned away because too many were open",
        RuntimeFigures::overloaded);
    engineCounter(
        "bridge.events.ignored", "Events that came late or twice", RuntimeFigures::ignored);
    engineCounter(
        "bridge.events.violations",
        "Events that must not have come; faults of the bridge",
        RuntimeFigures::violations);
    engineCounter(
        "bridge.events.dropped",
        "Events for invitations that are forgotten",
        RuntimeFigures::dropped);
    metrics.gauge(
        "bridge.lanes.backlog",
        "Tasks on the lanes, delayed ones included",
        () -> server.workers().backlog());
    metrics.gauge("bridge.ready", "1 while new calls are taken", () -> server.isReady() ? 1 : 0);
  }

  private void engineGauge(String name, String meaning, ToLongFunction<RuntimeFigures> figure) {
    metrics.gauge(name, meaning, () -> figure.applyAsLong(server.runtime().figures()));
  }

  private void engineCounter(String name, String meaning, ToLongFunction<RuntimeFigures> figure) {
    metrics.counter(name, meaning, () -> figure.applyAsLong(server.runtime().figures()));
  }

  private void addRtm(RtmAdapter rtm) {
    metrics.gauge("bridge.rtm.connections", "WebSocket connections", rtm::connections);
    metrics.gauge("bridge.rtm.sessions", "App users with a session", rtm::sessions);
    metrics.gauge(
        "bridge.rtm.legs", "App users' parts in open invitations and calls", rtm::openLegs);
    metrics.gauge("bridge.rtm.remembered", "Users, legs and tombstones in memory", rtm::remembered);
    rtmCounter(rtm, "logins", "Fresh sessions", RtmCounters::logins);
    rtmCounter(rtm, "logins.refused", "Logins answered with an error", RtmCounters::loginsRefused);
    rtmCounter(
        rtm, "resumes", "Sessions that went on after a lost connection", RtmCounters::resumes);
    rtmCounter(rtm, "kicked", "Sessions ended by a login elsewhere", RtmCounters::kicked);
    rtmCounter(rtm, "lapsed", "Sessions that nobody resumed in time", RtmCounters::lapsed);
    rtmCounter(rtm, "slow", "Clients dropped because they did not keep up", RtmCounters::tooSlow);
    rtmCounter(rtm, "malformed", "Frames without sense", RtmCounters::malformed);
    rtmCounter(rtm, "rate.limited", "Calls answered with TOO_OFTEN", RtmCounters::rateLimited);
    rtmCounter(rtm, "notices", "Notifications sent", RtmCounters::notices);
    rtmCounter(rtm, "late.effects", "Effects for legs that were over", RtmCounters::lateEffects);
  }

  private void rtmCounter(
      RtmAdapter rtm, String name, String meaning, Function<RtmCounters, Long> figure) {
    metrics.counter("bridge.rtm." + name, meaning, () -> figure.apply(rtm.counters()));
  }

  private void addLegacy(LegacyAdapter legacy) {
    metrics.gauge("bridge.legacy.connections", "WebSocket connections", legacy::connections);
    metrics.gauge("bridge.legacy.sessions", "Users who are logged in", legacy::sessions);
    metrics.gauge("bridge.legacy.legs", "Users' parts in open calls", legacy::openLegs);
    metrics.gauge(
        "bridge.legacy.remembered", "Users, calls and channels in memory", legacy::remembered);
    legacyCounter(legacy, "logins", "Good logins", LegacyCounters::logins);
    legacyCounter(legacy, "logins.refused", "Refused logins", LegacyCounters::loginsRefused);
    legacyCounter(legacy, "kicked", "Sessions ended by a login elsewhere", LegacyCounters::kicked);
    legacyCounter(
        legacy, "lapsed", "Lost connections that nobody came back for", LegacyCounters::lapsed);
    legacyCounter(
        legacy, "slow", "Clients dropped because they did not keep up", LegacyCounters::tooSlow);
    legacyCounter(legacy, "malformed", "Frames without sense", LegacyCounters::malformed);
    legacyCounter(legacy, "rate.limited", "Calls refused as too many", LegacyCounters::rateLimited);
    legacyCounter(
        legacy, "wrong.lines", "Calls with another session's line", LegacyCounters::wrongLines);
    legacyCounter(legacy, "letters", "Mailbox lines", LegacyCounters::letters);
    legacyCounter(
        legacy, "letters.lost", "Messages that found no room", LegacyCounters::lettersLost);
    legacyCounter(
        legacy, "channel.messages", "Channel messages taken", LegacyCounters::channelMessages);
    legacyCounter(
        legacy, "late.effects", "Effects for legs that were over", LegacyCounters::lateEffects);
  }

  private void legacyCounter(
      LegacyAdapter legacy, String name, String meaning, Function<LegacyCounters, Long> figure) {
    metrics.counter("bridge.legacy." + name, meaning, () -> figure.apply(legacy.counters()));
  }

  private void addSip(SipAdapter sip) {
    new SipTraffic(sip.traffic()).bindTo(metrics.registry());
    metrics.gauge(
        "bridge.sip.legs", "SIP transactions and dialogs that are not over", sip::liveLegs);
    metrics.gauge("bridge.sip.texts", "Texts that SIP peers can fetch", sip::keptTexts);
    metrics.gauge(
        "bridge.sip.connections", "Connections of SIP peers over TCP or TLS", sip::connections);
    for (SipCounters.Count count : SipCounters.Count.values()) {
      Supplier<Number> figure = () -> sip.counters().snapshot().getOrDefault(count, 0L);
      metrics.counter(
          "bridge.sip.events",
          "What the SIP side has seen and done",
          "what",
          count.name().toLowerCase(Locale.ROOT),
          figure);
    }
  }

  private void addWakeUps(WakeUps wakeUps) {
    metrics.gauge(
        "bridge.wakeup.open",
        "Invitations of which an app's backend will hear more",
        wakeUps::remembered);
    for (WakeUpCounters.Count count : WakeUpCounters.Count.values()) {
      Supplier<Number> figure = () -> wakeUps.counters().get(count);
      metrics.counter(
          "bridge.wakeup.notices",
          "What became of the notices to apps' backends",
          "what",
          count.name().toLowerCase(Locale.ROOT),
          figure);
    }
  }
}
