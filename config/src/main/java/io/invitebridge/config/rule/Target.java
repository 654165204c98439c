package io.invitebridge.config.rule;

import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.TrunkName;
import java.util.Optional;

/** Whom to ring. */
public sealed interface Target {
  /** The user's name, once filled in. */
  Template user();

  Network network();

  /**
   * An app user on the RTM-style network.
   *
   * @param app empty for the route's, the caller's or the only app
   */
  record Rtm(Template user, Optional<AppId> app) implements Target {
    @Override
    public Network network() {
      return Network.RTM;
    }
  }

  /** An app user on the legacy network. */
  record Legacy(Template user, Optional<AppId> app) implements Target {
    @Override
    public Network network() {
      return Network.LEGACY;
    }
  }

  /** A user behind a trunk. */
  record Trunk(TrunkName trunk, Template user) implements Target {
    @Override
    public Network network() {
      return Network.SIP;
    }
  }
}
