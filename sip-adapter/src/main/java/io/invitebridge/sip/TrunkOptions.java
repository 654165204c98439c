package io.invitebridge.sip;

import io.invitebridge.sip.digest.Credentials;
import java.util.List;

/**
 * What goes beyond the address of a trunk.
 *
 * @param credentials how the bridge answers the trunk's challenges; the first whose realm fits
 */
public record TrunkOptions(List<Credentials> credentials) {
  public static final TrunkOptions NONE = new TrunkOptions(List.of());

  public TrunkOptions {
    credentials = List.copyOf(credentials);
  }

  public TrunkOptions withCredentials(Credentials... all) {
    return new TrunkOptions(List.of(all));
  }
}
