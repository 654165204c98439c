package io.invitebridge.core.model;

import java.util.Optional;

/** Where a party is: an app user on one of the app networks, or a user behind a SIP trunk. */
public sealed interface Address {
  Network network();

  /** An app user; rtm and legacy users of one app share the name space. */
  record AppUser(Network network, AppId app, UserId user) implements Address {
    public AppUser {
      if (network == Network.SIP) {
        throw new InvalidValueException("An app user is on the rtm or the legacy network.");
      }
    }

    public static AppUser rtm(AppId app, UserId user) {
      return new AppUser(Network.RTM, app, user);
    }

    @Override
    public String toString() {
      return (network == Network.RTM ? "rtm:" : "legacy:") + user;
    }
  }

  /** A user at a SIP peer. The trunk is empty for a caller who came from no configured trunk. */
  record SipParty(Optional<TrunkName> trunk, SipUser user) implements Address {
    @Override
    public Network network() {
      return Network.SIP;
    }

    @Override
    public String toString() {
      return "sip:" + user + trunk.map(name -> "@" + name).orElse("");
    }
  }
}
