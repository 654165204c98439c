package io.invitebridge.app.server;

import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.TrafficCounters;
import io.invitebridge.sip.TrafficCounters.Key;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;

/** SIP messages by trunk, direction, method and class of status, as they appear. */
final class SipTraffic implements MeterBinder {
  private final TrafficCounters counters;

  SipTraffic(TrafficCounters counters) {
    this.counters = counters;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counters.watch(key -> register(key, registry));
  }

  private void register(Key key, MeterRegistry registry) {
    FunctionCounter.builder("bridge.sip.messages", counters, all -> all.count(key))
        .description("SIP messages, without the retransmissions that transactions absorb")
        .tag("trunk", key.trunk().map(TrunkName::value).orElse(""))
        .tag("direction", key.direction().name().toLowerCase(Locale.ROOT))
        .tag("method", key.method())
        .tag("kind", key.kind())
        .register(registry);
  }
}
