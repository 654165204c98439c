package io.invitebridge.core.testing;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.SignalingPort;
import java.util.ArrayList;
import java.util.List;

/** A network that only remembers what it was asked to do. */
public final class RecordingPort implements SignalingPort {
  private final Network network;
  private final List<Performed> performed = new ArrayList<>();

  public RecordingPort(Network network) {
    this.network = network;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public void perform(LegRef leg, Effect.LegEffect effect) {
    performed.add(new Performed(leg, effect));
  }

  public List<Performed> performed() {
    return List.copyOf(performed);
  }

  /** The simple names of the effects so far, in order. */
  public List<String> names() {
    return performed.stream().map(p -> p.effect().getClass().getSimpleName()).toList();
  }

  /** One performed effect. */
  public record Performed(LegRef leg, Effect.LegEffect effect) {}
}
