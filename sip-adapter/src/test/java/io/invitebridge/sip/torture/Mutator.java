package io.invitebridge.sip.torture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Spoils a message in one to four ways; the same seed spoils it the same way. */
final class Mutator {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "255",
          "65536",
          "2147483647",
          "2147483648",
          "4294967296",
          "9223372036854775808",
          "99999999999999999999999999",
          "1e9",
          "0x10",
          "\u0663");

  private static final List<String> FRAGMENTS =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\r\n\r\n",
          "\r\n ",
          "\0",
          "\u0007",
          "\u007f",
          "\"",
          "\\",
          "<",
          ">",
          "<>",
          "(",
          ";",
          ";;",
          ";=",
          ",",
          ", ,",
          ":",
          "@",
          "%",
          "%00",
          "%zz",
          "?",
          "[",
          "[::",
          "[::1]",
          "=",
          "/",
          " ",
          "\t",
          "\u00e4\u4e2d\ud83d\ude00",
          "\ufeff",
          ";tag=",
          ";branch=",
          ";rport=x",
          ";received=",
          ";maddr=127.0.0.1",
          ";ttl=999",
          ";lr",
          "sip:",
          "sips:",
          "tel:",
          "SIP/2.0");

  private final Random random;

  Mutator(long seed) {
    random = new Random(seed);
  }

  byte[] spoiled(byte[] message) {
    byte[] out = message;
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      out = once(out);
    }
    return out;
  }

  private byte[] once(byte[] message) {
    if (message.length < 2) {
      return message;
    }
    return switch (random.nextInt(10)) {
      case 0 -> flipped(message);
      case 1 -> cut(message);
      case 2 -> inserted(message, one(FRAGMENTS));
      case 3 -> removed(message);
      case 4 -> number(message);
      case 5 -> stretched(message);
      default -> lines(message);
    };
  }

  private byte[] flipped(byte[] message) {
    byte[] out = message.clone();
    int times = 1 + random.nextInt(8);
    for (int i = 0; i < times; i++) {
      out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return out;
  }

  private byte[] cut(byte[] message) {
    return java.util.Arrays.copyOf(message, 1 + random.nextInt(message.length - 1));
  }

  private byte[] inserted(byte[] message, String what) {
    int at = random.nextInt(message.length);
    return joined(message, at, at, what.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] removed(byte[] message) {
    int from = random.nextInt(message.length);
    int to = Math.min(message.length, from + 1 + random.nextInt(40));
    return joined(message, from, to, new byte[0]);
  }

  /** One run of digits is another number. */
  private byte[] number(byte[] message) {
    int from = random.nextInt(message.length);
    while (from < message.length && !isDigit(message[from])) {
      from++;
    }
    int to = from;
    while (to < message.length && isDigit(message[to])) {
      to++;
    }
    return joined(message, from, to, one(NUMBERS).getBytes(StandardCharsets.UTF_8));
  }

  /** One octet many times. */
  private byte[] stretched(byte[] message) {
    int at = random.nextInt(message.length);
    byte[] many = new byte[1 << random.nextInt(14)];
    java.util.Arrays.fill(many, message[at]);
    return joined(message, at, at, many);
  }

  private byte[] lines(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>(List.of(text.split("\r\n", -1)));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(other, lines.get(at));
      case 2 -> Collections.swap(lines, at, other);
      case 3 -> lines.set(at, lines.get(at) + lines.get(other));
      case 4 -> lines.set(at, nameOf(lines.get(at)) + ":" + valueOf(lines.get(other)));
      default -> lines.set(at, nameOf(lines.get(at)) + ": ");
    }
    return String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String nameOf(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon);
  }

  private static String valueOf(String line) {
    return line.substring(line.indexOf(':') + 1);
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static byte[] joined(byte[] message, int from, int to, byte[] instead) {
    byte[] out = new byte[from + instead.length + message.length - to];
    System.arraycopy(message, 0, out, 0, from);
    System.arraycopy(instead, 0, out, from, instead.length);
    System.arraycopy(message, to, out, from + instead.length, message.length - to);
    return out;
  }
}
