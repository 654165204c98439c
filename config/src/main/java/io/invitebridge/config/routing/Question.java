package io.invitebridge.config.routing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.config.rule.Ask;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.Route;
import io.invitebridge.core.invitation.Invited;

/** What a backend is told about a call, but for its id and the time. */
final class Question {
  private Question() {}

  static ObjectNode of(Route route, Ask ask, Call call) {
    Invited invited = call.invited();
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.put("route", route.name());
    question.put("callerId", call.callerUser());
    question.put("callerNetwork", Call.word(call.network()));
    invited.callerName().ifPresent(name -> question.put("callerName", name.value()));
    call.callerTrunk().ifPresent(trunk -> question.put("callerTrunk", trunk));
    call.callerApp().ifPresent(app -> question.put("callerApp", app.value()));
    question.put("calledId", invited.callee().value());
    invited.channelId().ifPresent(channel -> question.put("channelId", channel.value()));
    if (ask.includeContent()) {
      question.put("content", invited.content().value());
    }
    return question;
  }
}
