package io.invitebridge.sip.trunk;

import io.invitebridge.sip.DnsSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.lookup.LookupFailedException;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;

/**
 * Records of the DNS, kept for their time to live, and that there are none for the time that the
 * zone says. Nothing blocks; answers come on a thread of the library's, or at once when they are
 * known.
 */
final class DnsRecords {
  private static final int MOST_ENTRIES = 10_000;
  private static final int LONGEST_SECONDS = 3_600;
  private static final int LONGEST_NONE_SECONDS = 300;

  private final LookupSession session;

  DnsRecords(DnsSettings settings) {
    Cache cache = new Cache(DClass.IN);
    cache.setMaxEntries(MOST_ENTRIES);
    cache.setMaxCache(LONGEST_SECONDS);
    cache.setMaxNCache(LONGEST_NONE_SECONDS);
    this.session = LookupSession.defaultBuilder().resolver(resolver(settings)).cache(cache).build();
  }

  /**
   * The records of a name and type.
   *
   * @return none when the name or the type does not exist, or the server refuses to say; fails when
   *     no server answers
   */
  CompletableFuture<List<Record>> find(String name, int type) {
    Name asked;
    try {
      asked = Name.fromString(name);
    } catch (TextParseException e) {
      return CompletableFuture.completedFuture(List.of());
    }
    return session
        .lookupAsync(asked, type)
        .thenApply(LookupResult::getRecords)
        .toCompletableFuture()
        .exceptionally(DnsRecords::noneOrFailure);
  }

  /** Names that do not exist, and answers such as SERVFAIL; silence is something else. */
  private static List<Record> noneOrFailure(Throwable fault) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    if (cause instanceof LookupFailedException failed && failed.getCause() == null) {
      return List.of();
    }
    throw new CompletionException(cause);
  }

  private static Resolver resolver(DnsSettings settings) {
    Duration perTry = settings.timeout().dividedBy(3);
    if (settings.servers().isEmpty()) {
      ExtendedResolver system = new ExtendedResolver();
      system.setTimeout(perTry);
      system.setRetries(2);
      return system;
    }
    List<Resolver> each = new ArrayList<>();
    for (InetSocketAddress server : settings.servers()) {
      SimpleResolver one = new SimpleResolver(server);
      one.setTimeout(perTry);
      each.add(one);
    }
    ExtendedResolver all = new ExtendedResolver(each);
    all.setTimeout(perTry);
    all.setRetries(2);
    return all;
  }
}
