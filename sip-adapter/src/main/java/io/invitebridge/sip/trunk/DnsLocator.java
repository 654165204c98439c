package io.invitebridge.sip.trunk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.transport.Locator;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/**
 * Finds servers by NAPTR, SRV, A and AAAA records (RFC 3263 section 4, RFC 2782). When no DNS
 * server answers, what was known last still holds: a call must not fail because a name cannot be
 * looked up again. Any thread.
 */
public final class DnsLocator implements Locator {
  private static final Logger LOG = LoggerFactory.getLogger(DnsLocator.class);

  /** After a look-up that nobody answered: so long is it not tried again. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final int MOST_PLACES = 32;
  private static final int MOST_NAMES = 10_000;

  private final DnsSettings settings;
  private final List<Protocol> protocols;
  private final Families families;
  private final Clock clock;
  private final Tokens tokens;
  private final DnsRecords records;
  private final Map<TrunkTarget, CompletableFuture<List<Endpoint>>> running =
      new ConcurrentHashMap<>();

  /** Bounded, because the peers of a call name hosts too. */
  private final Cache<TrunkTarget, List<Endpoint>> lastGood = few();

  private final Cache<TrunkTarget, Instant> pauses = few();

  /**
   * Which kinds of address the bridge can send to.
   *
   * @param v4 A records count
   * @param v6 AAAA records count
   */
  public record Families(boolean v4, boolean v6) {
    /** Those that it listens on. */
    public static Families of(List<Listener> listen) {
      boolean six = listen.stream().anyMatch(at -> at.bind().host().indexOf(':') >= 0);
      boolean four = listen.stream().anyMatch(at -> at.bind().host().indexOf(':') < 0);
      return new Families(four, six);
    }
  }

  /** A server and its port, before its addresses are known. */
  private record Server(Protocol protocol, String host, int port) {}

  /**
   * @param protocols those that the bridge speaks, the preferred first
   */
  public DnsLocator(
      DnsSettings settings,
      Set<Protocol> protocols,
      Families families,
      Clock clock,
      Tokens tokens) {
    this.settings = settings;
    this.protocols = protocols.stream().filter(p -> !p.isWebSocket()).sorted().toList();
    this.families = families;
    this.clock = clock;
    this.tokens = tokens;
    this.records = new DnsRecords(settings);
  }

  @Override
  public CompletableFuture<List<Endpoint>> locate(TrunkTarget target) {
    // RFC 3263 section 4.1: an address needs no look-up; UDP where nothing is said.
    if (AddressRange.isLiteral(target.host())) {
      return AS_WRITTEN.locate(target);
    }
    if (Optional.ofNullable(pauses.getIfPresent(target))
        .filter(clock.instant()::isBefore)
        .isPresent()) {
      return CompletableFuture.completedFuture(known(target));
    }
    CompletableFuture<List<Endpoint>> found = running.get(target);
    return found == null ? begin(target) : found;
  }

  private CompletableFuture<List<Endpoint>> begin(TrunkTarget target) {
    CompletableFuture<List<Endpoint>> lookup =
        servers(target)
            .thenCompose(this::withAddresses)
            .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .handle((found, fault) -> concluded(target, Optional.ofNullable(found)));
    if (!lookup.isDone()) {
      running.put(target, lookup);
      lookup.whenComplete((found, fault) -> running.remove(target, lookup));
    }
    return lookup;
  }

  private List<Endpoint> concluded(TrunkTarget target, Optional<List<Endpoint>> found) {
    if (found.isPresent()) {
      List<Endpoint> before = lastGood.getIfPresent(target);
      if (found.get().isEmpty() && (before == null || !before.isEmpty())) {
        LOG.warn("The DNS has no address for {}", target);
      }
      pauses.invalidate(target);
      lastGood.put(target, found.get());
      return found.get();
    }
    List<Endpoint> known = known(target);
    pauses.put(target, clock.instant().plus(PAUSE));
    LOG.warn(
        "No DNS server answers for {}; {}",
        target,
        known.isEmpty() ? "it cannot be called" : "its last known addresses are used");
    return known;
  }

  private List<Endpoint> known(TrunkTarget target) {
    List<Endpoint> found = lastGood.getIfPresent(target);
    return found == null ? List.of() : found;
  }

  private static <V> Cache<TrunkTarget, V> few() {
    return Caffeine.newBuilder().maximumSize(MOST_NAMES).executor(Runnable::run).build();
  }

  /** RFC 3263 sections 4.1 and 4.2. */
  private CompletableFuture<List<Server>> servers(TrunkTarget target) {
    Protocol protocol = target.protocol().orElse(Protocol.UDP);
    List<Server> asWritten =
        List.of(new Server(protocol, target.host(), target.port().orElse(protocol.defaultPort())));
    if (target.port().isPresent() || isLocal(target.host())) {
      return CompletableFuture.completedFuture(asWritten);
    }
    CompletableFuture<List<Server>> byService =
        target.protocol().isPresent()
            ? services(List.of(target.protocol().get()), target.host())
            : byNaptr(target.host());
    return byService.thenApply(found -> found.isEmpty() ? asWritten : found);
  }

  /** Names that no DNS knows (RFC 6761 section 6.3). */
  private static boolean isLocal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.equals("localhost") || lower.endsWith(".localhost");
  }

  private CompletableFuture<List<Server>> byNaptr(String host) {
    return records
        .find(host, Type.NAPTR)
        .thenCompose(
            found -> {
              List<NAPTRRecord> usable =
                  found.stream()
                      .map(NAPTRRecord.class::cast)
                      .filter(record -> protocol(record).isPresent())
                      .filter(record -> record.getFlags().equalsIgnoreCase("s"))
                      .sorted(
                          Comparator.comparingInt(NAPTRRecord::getOrder)
                              .thenComparingInt(NAPTRRecord::getPreference))
                      .toList();
              return usable.isEmpty()
                  ? services(protocols, host)
                  : inOrder(
                      usable.stream()
                          .map(
                              record ->
                                  srv(
                                      protocol(record).orElse(Protocol.UDP),
                                      record.getReplacement().toString()))
                          .toList());
            });
  }

  /** The service field of RFC 3263 section 4.1, as far as the bridge speaks it. */
  private Optional<Protocol> protocol(NAPTRRecord record) {
    String service = record.getService().toUpperCase(Locale.ROOT);
    return protocols.stream().filter(p -> naptrService(p).equals(service)).findFirst();
  }

  private static String naptrService(Protocol protocol) {
    return switch (protocol.inVia()) {
      case "UDP" -> "SIP+D2U";
      case "TCP" -> "SIP+D2T";
      default -> "SIPS+D2T";
    };
  }

  private CompletableFuture<List<Server>> services(List<Protocol> wanted, String host) {
    return inOrder(wanted.stream().map(p -> srv(p, srvPrefix(p) + host)).toList());
  }

  private static String srvPrefix(Protocol protocol) {
    return switch (protocol.inVia()) {
      case "UDP" -> "_sip._udp.";
      case "TCP" -> "_sip._tcp.";
      default -> "_sips._tcp.";
    };
  }

  /** RFC 2782; a target of "." means that the service is decidedly not there. */
  private CompletableFuture<List<Server>> srv(Protocol protocol, String name) {
    return records
        .find(name, Type.SRV)
        .thenApply(
            found ->
                WeightedOrder.of(
                        found.stream().map(SRVRecord.class::cast).toList(),
                        SRVRecord::getPriority,
                        SRVRecord::getWeight,
                        tokens)
                    .stream()
                    .filter(record -> !record.getTarget().equals(org.xbill.DNS.Name.root))
                    .filter(record -> record.getPort() > 0)
                    .map(
                        record ->
                            new Server(
                                protocol, record.getTarget().toString(true), record.getPort()))
                    .toList());
  }

  private CompletableFuture<List<Endpoint>> withAddresses(List<Server> servers) {
    return inOrder(servers.stream().limit(MOST_PLACES).map(this::addresses).toList())
        .thenApply(all -> new ArrayList<>(new LinkedHashSet<>(all)))
        .thenApply(all -> List.copyOf(all.subList(0, Math.min(all.size(), MOST_PLACES))));
  }

  private CompletableFuture<List<Endpoint>> addresses(Server server) {
    List<CompletableFuture<List<Endpoint>>> kinds = new ArrayList<>();
    if (families.v4()) {
      kinds.add(addresses(server, Type.A));
    }
    if (families.v6()) {
      kinds.add(addresses(server, Type.AAAA));
    }
    return inOrder(kinds);
  }

  private CompletableFuture<List<Endpoint>> addresses(Server server, int type) {
    return records
        .find(server.host(), type)
        .thenApply(
            found ->
                found.stream()
                    .flatMap(record -> address(record).stream())
                    .map(ip -> new Endpoint(server.protocol(), ip.getHostAddress(), server.port()))
                    .toList());
  }

  private static Optional<InetAddress> address(Record record) {
    if (record instanceof ARecord v4) {
      return Optional.of(v4.getAddress());
    }
    return record instanceof AAAARecord v6 ? Optional.of(v6.getAddress()) : Optional.empty();
  }

  private static <T> CompletableFuture<List<T>> inOrder(List<CompletableFuture<List<T>>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> parts.stream().flatMap(part -> joined(part)).toList());
  }

  private static <T> Stream<T> joined(CompletableFuture<List<T>> part) {
    return part.join().stream();
  }
}
