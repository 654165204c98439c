package io.invitebridge.config.keys;

import io.invitebridge.config.model.AdminOptions;
import io.invitebridge.config.model.Secret;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import java.util.List;
import java.util.Optional;

/** {@code admin:} */
final class AdminKeys {
  private static final Key<Secret> TOKEN =
      Key.required("token", TrunkKeys.SECRET, "What admin requests must carry as a bearer token.");

  private static final Key<Secret> READ_TOKEN =
      Key.optional(
          "read-token",
          TrunkKeys.SECRET,
          "Another token, which lets look and change nothing, for Prometheus and dashboards.",
          "none");

  static final Section<AdminOptions> SECTION =
      Section.of("admin", List.of(TOKEN, READ_TOKEN), AdminKeys::make);

  private AdminKeys() {}

  private static AdminOptions make(Fields fields) {
    Secret token = fields.require(TOKEN);
    Optional<Secret> reading = fields.get(READ_TOKEN);
    if (reading.filter(token::equals).isPresent()) {
      fields.problem(
          READ_TOKEN,
          "This is the same as token, and so would let change everything; expected another secret.");
    }
    return new AdminOptions(Optional.of(token), reading);
  }
}
