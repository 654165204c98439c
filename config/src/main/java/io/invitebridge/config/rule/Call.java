package io.invitebridge.config.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.Network;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An invitation as the rules see it. Used by one thread. */
public final class Call {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final InvitationId id;
  private final Invited invited;
  private final Instant now;
  private @Nullable Optional<ObjectNode> members;

  public Call(InvitationId id, Invited invited, Instant now) {
    this.id = id;
    this.invited = invited;
    this.now = now;
  }

  public InvitationId id() {
    return id;
  }

  public Invited invited() {
    return invited;
  }

  /** When the call came. */
  public Instant now() {
    return now;
  }

  public Network network() {
    return invited.caller().network();
  }

  /** The word that configurations use. */
  public static String word(Network network) {
    return network.name().toLowerCase(Locale.ROOT);
  }

  /** The app that the caller belongs to; empty for SIP callers. */
  public Optional<AppId> callerApp() {
    return invited.caller() instanceof Address.AppUser user
        ? Optional.of(user.app())
        : Optional.empty();
  }

  public Optional<String> callerTrunk() {
    return invited.caller() instanceof Address.SipParty party
        ? party.trunk().map(name -> name.value())
        : Optional.empty();
  }

  public String callerUser() {
    return invited.caller() instanceof Address.AppUser user
        ? user.user().value()
        : ((Address.SipParty) invited.caller()).user().value();
  }

  /** The caller's content, when it is a JSON object. */
  public Optional<ObjectNode> members() {
    Optional<ObjectNode> known = members;
    if (known == null) {
      known = parse(invited.content().value());
      members = known;
    }
    return known;
  }

  /** The member of the caller's content at this place. */
  public Optional<JsonNode> member(MemberPath path) {
    return members().map(node -> node.at(path.pointer())).filter(node -> !node.isMissingNode());
  }

  private static Optional<ObjectNode> parse(String text) {
    if (!text.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode node ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      // Content is free text; that it begins with a brace does not make it JSON.
      return Optional.empty();
    }
  }
}
