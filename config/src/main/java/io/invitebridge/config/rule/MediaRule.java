package io.invitebridge.config.rule;

import io.invitebridge.config.model.SipUri;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.model.GatewayUri;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a route's media goes, before a call has filled it in. */
public sealed interface MediaRule {
  MediaPolicy of(Call call, List<String> groups, String channel);

  /** The highest group that is used; 0 for none. */
  default int highestGroup() {
    return 0;
  }

  /** The same for every call. */
  record Fixed(MediaPolicy policy) implements MediaRule {
    @Override
    public MediaPolicy of(Call call, List<String> groups, String channel) {
      return policy;
    }

    @Override
    public String toString() {
      return policy instanceof MediaPolicy.Pass ? "pass" : "inactive";
    }
  }

  /** By a gateway or conference, whose address a caller can neither choose nor change. */
  record Via(Template uri) implements MediaRule {
    private static final Pattern FORM =
        Pattern.compile("(?i)(sips?):(?:([^@<> ]+)@)?([^@;?<> ]+)(;[^@<> ]*)?");

    /** Throws {@link IllegalArgumentException} with a sentence that says what is wrong. */
    public static Via parse(String text) {
      Template template = Template.parse(text, Template.CHANNEL);
      Marker marked = new Marker();
      template.fillShape(marked);
      Matcher matcher = FORM.matcher(marked.text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("This is not a SIP URI.");
      }
      if (matcher.group(3).indexOf(Marker.VALUE) >= 0) {
        throw new IllegalArgumentException(
            "The host of a gateway must be written out; only the user part and the parameters can"
                + " have places to fill in.");
      }
      SipUri.parse("sip:" + matcher.group(3));
      return new Via(template);
    }

    @Override
    public MediaPolicy of(Call call, List<String> groups, String channel) {
      UriParts out = new UriParts();
      uri.fill(call, groups, channel, out);
      return new MediaPolicy.Via(new GatewayUri(out.text.toString()));
    }

    @Override
    public int highestGroup() {
      return uri.highestGroup();
    }

    @Override
    public String toString() {
      return "via " + uri;
    }
  }

  /** Every value is one character, so that the form of the rest can be seen. */
  final class Marker implements Fitting {
    static final char VALUE = '\u0001';

    private final StringBuilder text = new StringBuilder();

    @Override
    public void literal(String part) {
      text.append(part);
    }

    @Override
    public void value(String part) {
      text.append(VALUE);
    }
  }

  /** Values are escaped as parts of a URI. */
  final class UriParts implements Fitting {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void literal(String part) {
      text.append(part);
    }

    @Override
    public void value(String part) {
      text.append(HeaderText.uriPart(part));
    }
  }
}
