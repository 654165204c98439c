package io.invitebridge.sip.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Escaping on the way into a SIP message, and its reverse. */
public final class SipText {
  /** RFC 3261 section 25.1: mark and user-unreserved, without those that confuse dial plans. */
  private static final String USER_PLAIN = "-_.!~*'()&=+$,/";

  private static final String TOKEN_PLAIN = "-.!%*_+`'~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private SipText() {}

  /** A URI user part: everything that is not plain is percent-encoded (RFC 3261 section 19.1.2). */
  public static String userPart(String value) {
    return percentEncoded(value, USER_PLAIN);
  }

  /** A header value that can hold any text: everything but letters, digits and marks encoded. */
  public static String percentEncoded(String value) {
    return percentEncoded(value, "-_.!~*'()");
  }

  /** The reverse of {@link #userPart}; a percent sign without two hex digits stands for itself. */
  public static String percentDecoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    byte[] in = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(in[i + 2], 16);
      if (low < 0) {
        bytes.write(in[i]);
      } else {
        bytes.write(high * 16 + low);
        i += 2;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** A quoted-string's inside (RFC 3261 section 25.1): quotes and backslashes escaped. */
  public static String quoted(String value) {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
    return out.toString();
  }

  /** The reverse of {@link #quoted}. */
  public static String unquoted(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '\\' && i + 1 < value.length()) {
        i++;
      }
      out.append(value.charAt(i));
    }
    return out.toString();
  }

  /** Control characters become spaces, and the text is cut at a length. */
  public static String oneLine(String value, int longest) {
    String cut = value.length() <= longest ? value : value.substring(0, longest);
    StringBuilder out = new StringBuilder(cut.length());
    cut.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
    return out.toString().strip();
  }

  /** The members of a comma-separated list; commas in quotes and in angle brackets stay. */
  public static List<String> listed(String value) {
    List<String> members = new ArrayList<>();
    StringBuilder member = new StringBuilder();
    boolean quotes = false;
    boolean angles = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quotes && c == '\\' && i + 1 < value.length()) {
        member.append(c);
        c = value.charAt(++i);
      } else if (c == '"') {
        quotes = !quotes;
      } else if (!quotes && (c == '<' || c == '>')) {
        angles = c == '<';
      } else if (!quotes && !angles && c == ',') {
        members.add(member.toString().strip());
        member.setLength(0);
        continue;
      }
      member.append(c);
    }
    members.add(member.toString().strip());
    members.removeIf(String::isEmpty);
    return List.copyOf(members);
  }

  /** RFC 3261 section 25.1, token. */
  public static boolean isToken(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> isAlphanumeric(c) || TOKEN_PLAIN.indexOf(c) >= 0);
  }

  /** An IPv6 address is written in brackets wherever a port may follow. */
  public static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** The reverse of {@link #bracketed}. */
  public static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String percentEncoded(String value, String plain) {
    StringBuilder out = new StringBuilder(value.length() + 8);
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (isAlphanumeric(c) || plain.indexOf(c) >= 0) {
        out.append((char) c);
      } else {
        out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
      }
    }
    return out.toString();
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
