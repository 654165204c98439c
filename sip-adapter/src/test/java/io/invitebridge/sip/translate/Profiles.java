package io.invitebridge.sip.translate;

import io.invitebridge.core.model.HeaderNames;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.TrunkProfile.Assertion;
import io.invitebridge.sip.TrunkProfile.Carriage;
import io.invitebridge.sip.TrunkProfile.Forwarding;
import io.invitebridge.sip.TrunkProfile.HeaderPolicy;
import io.invitebridge.sip.TrunkProfile.IdentityPolicy;
import io.invitebridge.sip.TrunkProfile.NumberPolicy;
import io.invitebridge.sip.TrunkProfile.NumberPolicy.Format;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Trunk profiles for tests, one wish after another. */
public record Profiles(TrunkProfile profile) {
  public static Profiles plain() {
    return new Profiles(TrunkProfile.PLAIN);
  }

  public Profiles fromUser(String user) {
    IdentityPolicy i = profile.identity();
    return identity(
        Optional.of(user), i.fromHost(), i.names(), i.assertion(), i.trusted(), i.shown());
  }

  public Profiles fromHost(String host) {
    IdentityPolicy i = profile.identity();
    return identity(
        i.fromUser(), Optional.of(host), i.names(), i.assertion(), i.trusted(), i.shown());
  }

  public Profiles nameless() {
    IdentityPolicy i = profile.identity();
    return identity(i.fromUser(), i.fromHost(), false, i.assertion(), i.trusted(), i.shown());
  }

  public Profiles asserting(Assertion how) {
    IdentityPolicy i = profile.identity();
    return identity(i.fromUser(), i.fromHost(), i.names(), how, i.trusted(), i.shown());
  }

  public Profiles trusted() {
    IdentityPolicy i = profile.identity();
    return identity(i.fromUser(), i.fromHost(), i.names(), i.assertion(), true, i.shown());
  }

  public Profiles showing(Predicate<String> numbers) {
    IdentityPolicy i = profile.identity();
    return identity(i.fromUser(), i.fromHost(), i.names(), i.assertion(), i.trusted(), numbers);
  }

  public Profiles forwarding(Forwarding how) {
    IdentityPolicy i = profile.identity();
    return with(
        new IdentityPolicy(
            i.fromUser(),
            i.fromHost(),
            i.names(),
            i.assertion(),
            i.trusted(),
            i.shown(),
            how,
            i.connected()));
  }

  public Profiles connected() {
    IdentityPolicy i = profile.identity();
    return with(
        new IdentityPolicy(
            i.fromUser(),
            i.fromHost(),
            i.names(),
            i.assertion(),
            i.trusted(),
            i.shown(),
            i.forwarding(),
            true));
  }

  public Profiles numbers(String country, Format format) {
    NumberPolicy n = profile.numbers();
    return with(new NumberPolicy(Optional.of(country), format, n.userPhone(), n.normalised()));
  }

  public Profiles userPhone() {
    NumberPolicy n = profile.numbers();
    return with(new NumberPolicy(n.country(), n.format(), true, n.normalised()));
  }

  public Profiles normalised(String country) {
    NumberPolicy n = profile.numbers();
    return with(new NumberPolicy(Optional.of(country), n.format(), n.userPhone(), true));
  }

  public Profiles in(String... names) {
    HeaderNames in = new HeaderNames(List.of(names));
    return new Profiles(
        new TrunkProfile(
            profile.identity(),
            profile.numbers(),
            new HeaderPolicy(in, profile.headers().out()),
            profile.carriage()));
  }

  public Profiles out(String... names) {
    HeaderNames out = new HeaderNames(List.of(names));
    return new Profiles(
        new TrunkProfile(
            profile.identity(),
            profile.numbers(),
            new HeaderPolicy(profile.headers().in(), out),
            profile.carriage()));
  }

  public Profiles carrying(Carriage carriage) {
    return new Profiles(
        new TrunkProfile(profile.identity(), profile.numbers(), profile.headers(), carriage));
  }

  private Profiles identity(
      Optional<String> fromUser,
      Optional<String> fromHost,
      boolean names,
      Assertion assertion,
      boolean trusted,
      Predicate<String> shown) {
    IdentityPolicy i = profile.identity();
    return with(
        new IdentityPolicy(
            fromUser, fromHost, names, assertion, trusted, shown, i.forwarding(), i.connected()));
  }

  private Profiles with(IdentityPolicy identity) {
    return new Profiles(
        new TrunkProfile(identity, profile.numbers(), profile.headers(), profile.carriage()));
  }

  private Profiles with(NumberPolicy numbers) {
    return new Profiles(
        new TrunkProfile(profile.identity(), numbers, profile.headers(), profile.carriage()));
  }
}
