package io.invitebridge.app.server;

import io.invitebridge.config.model.TrunkProfile;
import io.invitebridge.config.model.TrunkProfile.Way;
import io.invitebridge.config.rule.TextMatch;
import io.invitebridge.sip.TrunkProfile.Assertion;
import io.invitebridge.sip.TrunkProfile.Carriage;
import io.invitebridge.sip.TrunkProfile.Forwarding;
import io.invitebridge.sip.TrunkProfile.HeaderPolicy;
import io.invitebridge.sip.TrunkProfile.IdentityPolicy;
import io.invitebridge.sip.TrunkProfile.NumberPolicy;
import io.invitebridge.sip.UrlPrefix;
import java.util.List;
import java.util.function.Predicate;

/** What the SIP side is told about a trunk's identities, out of the configuration. */
final class TrunkProfiles {
  private TrunkProfiles() {}

  /** A value, so that a trunk whose settings have not changed is seen to be the same. */
  private record Shown(List<TextMatch> numbers) implements Predicate<String> {
    @Override
    public boolean test(String number) {
      return numbers.stream().anyMatch(match -> match.groups(number).isPresent());
    }
  }

  static io.invitebridge.sip.TrunkProfile of(TrunkProfile profile) {
    return new io.invitebridge.sip.TrunkProfile(
        identity(profile.identity()),
        numbers(profile.numbers()),
        new HeaderPolicy(profile.headers().in(), profile.headers().out()),
        new Carriage(
            way(profile.carriage().content()),
            way(profile.carriage().response()),
            profile.carriage().channelId(),
            profile.carriage().refersTooLong(),
            profile.carriage().fetched().stream().map(UrlPrefix::new).toList()));
  }

  private static IdentityPolicy identity(TrunkProfile.Identity wanted) {
    return new IdentityPolicy(
        wanted.fromUser(),
        wanted.fromHost(),
        wanted.names(),
        switch (wanted.assertion()) {
          case NONE -> Assertion.NONE;
          case ASSERTED -> Assertion.ASSERTED;
          case PREFERRED -> Assertion.PREFERRED;
        },
        wanted.trusted(),
        new Shown(wanted.callerNumbers()),
        switch (wanted.forwarding()) {
          case NONE -> Forwarding.NONE;
          case DIVERSION -> Forwarding.DIVERSION;
          case HISTORY_INFO -> Forwarding.HISTORY_INFO;
          case BOTH -> Forwarding.BOTH;
        },
        wanted.connected());
  }

  private static NumberPolicy numbers(TrunkProfile.Numbers wanted) {
    NumberPolicy.Format format =
        switch (wanted.format()) {
          case AS_WRITTEN -> NumberPolicy.Format.AS_WRITTEN;
          case E164 -> NumberPolicy.Format.E164;
          case PLAIN -> NumberPolicy.Format.PLAIN;
          case NATIONAL -> NumberPolicy.Format.NATIONAL;
        };
    return new NumberPolicy(wanted.country(), format, wanted.userPhone(), wanted.normalise());
  }

  private static Carriage.Way way(Way wanted) {
    return switch (wanted) {
      case NONE -> Carriage.Way.NONE;
      case BODY -> Carriage.Way.BODY;
      case HEADER -> Carriage.Way.HEADER;
      case USER_TO_USER -> Carriage.Way.USER_TO_USER;
      case REFERENCE -> Carriage.Way.REFERENCE;
    };
  }
}
