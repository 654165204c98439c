package io.invitebridge.config.rule;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rule demands of who is online.
 *
 * @param online at least one of these is; none for no demand
 * @param offline none of these is
 */
public record OnlineState(List<Someone> online, List<Someone> offline) {
  public static final OnlineState ANY = new OnlineState(List.of(), List.of());

  public OnlineState {
    online = List.copyOf(online);
    offline = List.copyOf(offline);
  }

  /**
   * An app user, once filled in.
   *
   * @param network empty for both app networks
   * @param app empty for the route's, the caller's or the only app
   */
  public record Someone(Optional<Network> network, Template user, Optional<AppId> app) {
    /** Nobody when no user can have that name, or nothing says which app is meant. */
    private Stream<AppUser> users(Filling filling) {
      Optional<AppId> in = filling.app().apply(app);
      if (in.isEmpty()) {
        return Stream.empty();
      }
      try {
        UserId id = new UserId(user.expand(filling.call(), filling.groups()));
        return network
            .map(Stream::of)
            .orElseGet(() -> Stream.of(Network.RTM, Network.LEGACY))
            .map(one -> new AppUser(one, in.get(), id));
      } catch (InvalidValueException e) {
        return Stream.empty();
      }
    }

    private String words(Filling filling) {
      String id = user.expand(filling.call(), filling.groups());
      return network.map(one -> Call.word(one) + ":").orElse("") + id;
    }

    @Override
    public String toString() {
      return network.map(one -> Call.word(one) + ":").orElse("") + user;
    }
  }

  /**
   * What the places of the templates are filled in with.
   *
   * @param app which app is meant by somebody's own, if that says so
   */
  public record Filling(
      Call call, List<String> groups, Function<Optional<AppId>, Optional<AppId>> app) {
    public Filling {
      groups = List.copyOf(groups);
    }
  }

  public boolean isAny() {
    return online.isEmpty() && offline.isEmpty();
  }

  /** Everybody named. */
  public List<Someone> all() {
    return Stream.concat(online.stream(), offline.stream()).toList();
  }

  /** Whose state has to be known. */
  public Set<AppUser> users(Filling filling) {
    return all().stream()
        .flatMap(one -> one.users(filling))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether the demand is met when these are online. */
  public boolean isMet(Filling filling, Set<AppUser> present) {
    return (online.isEmpty() || isThere(online, filling, present))
        && !isThere(offline, filling, present);
  }

  /** A sentence part for each demand that is not met. */
  public List<String> mismatches(Filling filling, Set<AppUser> present) {
    List<String> out = new ArrayList<>();
    if (!online.isEmpty() && !isThere(online, filling, present)) {
      String names =
          online.stream().map(one -> one.words(filling)).collect(Collectors.joining(" or "));
      out.add(names + " is offline, wanted online");
    }
    offline.stream()
        .filter(one -> isThere(List.of(one), filling, present))
        .forEach(one -> out.add(one.words(filling) + " is online, wanted offline"));
    return out;
  }

  private static boolean isThere(List<Someone> some, Filling filling, Set<AppUser> present) {
    return some.stream().flatMap(one -> one.users(filling)).anyMatch(present::contains);
  }

  @Override
  public String toString() {
    return Stream.of(words("online", online), words("offline", offline))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String words(String key, List<Someone> some) {
    return some.isEmpty()
        ? ""
        : key + " " + some.stream().map(Someone::toString).collect(Collectors.joining(" or "));
  }
}
