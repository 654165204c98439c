package io.invitebridge.config.rule;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The value of a SIP header, with places to fill in. Where a place stands decides how a value is
 * escaped (RFC 3261 section 25.1): within quotes as a quoted-string, within {@code <…>} as part of
 * a URI, elsewhere not at all. Controls, line breaks among them, are refused by the header's own
 * type.
 */
public final class HeaderText {
  private final Template template;

  private HeaderText(Template template) {
    this.template = template;
  }

  /** Throws {@link IllegalArgumentException} with a sentence that says what is wrong. */
  public static HeaderText parse(String text) {
    Template template = Template.parse(text, Template.CHANNEL);
    Escaper shape = new Escaper();
    template.fillShape(shape);
    if (shape.place == Place.QUOTED) {
      throw new IllegalArgumentException("A quote is not closed.");
    }
    if (shape.place == Place.URI) {
      throw new IllegalArgumentException("A bracket < is not closed.");
    }
    return new HeaderText(template);
  }

  /**
   * The value for this call, without blanks around it; empty when nothing comes of it.
   *
   * @param channel the channel that callees are told
   */
  public String expand(Call call, List<String> groups, String channel) {
    Escaper out = new Escaper();
    template.fill(call, groups, channel, out);
    return out.text.toString().strip();
  }

  /** The highest group that is used; 0 for none. */
  public int highestGroup() {
    return template.highestGroup();
  }

  /** A value as part of a URI: all but letters, digits and marks is encoded. */
  static String uriPart(String value) {
    StringBuilder out = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (alphanumeric || "-_.!~*'()+".indexOf(c) >= 0) {
        out.append((char) c);
      } else {
        out.append('%').append("%02X".formatted(c));
      }
    }
    return out.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeaderText same && same.template.equals(template);
  }

  @Override
  public int hashCode() {
    return template.hashCode();
  }

  @Override
  public String toString() {
    return template.toString();
  }

  private enum Place {
    PLAIN,
    QUOTED,
    URI
  }

  /** Follows the literals to know which place it is in. */
  private static final class Escaper implements Fitting {
    private final StringBuilder text = new StringBuilder();
    private Place place = Place.PLAIN;

    @Override
    public void literal(String part) {
      text.append(part);
      for (int i = 0; i < part.length(); i++) {
        char c = part.charAt(i);
        if (place == Place.QUOTED && c == '\\') {
          i++;
        } else if (c == '"' && place != Place.URI) {
          place = place == Place.QUOTED ? Place.PLAIN : Place.QUOTED;
        } else if (c == '<' && place == Place.PLAIN) {
          place = Place.URI;
        } else if (c == '>' && place == Place.URI) {
          place = Place.PLAIN;
        }
      }
    }

    @Override
    public void value(String part) {
      switch (place) {
        case PLAIN -> text.append(part);
        case QUOTED -> text.append(part.replace("\\", "\\\\").replace("\"", "\\\""));
        case URI -> text.append(uriPart(part));
      }
    }
  }
}
