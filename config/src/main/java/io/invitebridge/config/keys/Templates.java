package io.invitebridge.config.keys;

import io.invitebridge.config.rule.Template;
import io.invitebridge.config.shape.Text;

/** Texts with places to fill in. Apart from the keys, since those refer to one another. */
final class Templates {
  static final Text<Template> TEMPLATE =
      Text.of("a text with places such as {to.user} or $1", Template::parse).orNumber();

  private Templates() {}
}
