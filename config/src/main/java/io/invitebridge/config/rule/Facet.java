package io.invitebridge.config.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.SourceAddress;
import java.util.Optional;

/** A side of a call that a condition can look at. */
public sealed interface Facet {
  /** The facet's value; empty when the call has none. */
  Optional<String> of(Call call);

  /** The place of the facet's key below {@code when}. */
  String key();

  /** The facets that every call has in the same form. */
  enum Plain implements Facet {
    FROM_NETWORK("from.network"),
    FROM_TRUNK("from.trunk"),
    FROM_APP("from.app"),
    FROM_USER("from.user"),
    FROM_NAME("from.name"),
    FROM_ADDRESS("from.address"),
    TO_USER("to.user"),
    CHANNEL_ID("channel-id");

    private final String key;

    Plain(String key) {
      this.key = key;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public Optional<String> of(Call call) {
      return switch (this) {
        case FROM_NETWORK -> Optional.of(Call.word(call.network()));
        case FROM_TRUNK -> call.callerTrunk();
        case FROM_APP -> call.callerApp().map(AppId::value);
        case FROM_USER -> Optional.of(call.callerUser());
        case FROM_NAME -> call.invited().callerName().map(DisplayName::value);
        case FROM_ADDRESS -> call.invited().source().map(SourceAddress::value);
        case TO_USER -> Optional.of(call.invited().callee().value());
        case CHANNEL_ID -> call.invited().channelId().map(ChannelId::value);
      };
    }
  }

  /** A header of the caller's INVITE; the name in any case. */
  record Header(String name) implements Facet {
    @Override
    public String key() {
      return "header " + name;
    }

    @Override
    public Optional<String> of(Call call) {
      return call.invited().headers().value(name);
    }
  }

  /** A member of the caller's JSON content, as text; objects and lists have no text. */
  record Member(MemberPath path) implements Facet {
    @Override
    public String key() {
      return "content " + path;
    }

    @Override
    public Optional<String> of(Call call) {
      return call.member(path).filter(JsonNode::isValueNode).map(JsonNode::asText);
    }
  }
}
