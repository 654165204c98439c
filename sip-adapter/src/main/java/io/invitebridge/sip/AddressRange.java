package io.invitebridge.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, {@code 192.0.2.0/24} or a single address.
 *
 * @param network literal address, never looked up
 * @param bits how many leading bits count
 */
public record AddressRange(InetAddress network, int bits) {
  /** No more than octets: what only looks like an address would be looked up. */
  private static final Pattern FOUR_OCTETS =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)(?:\\.(?!$)|$)){4}");

  public AddressRange {
    if (bits < 0 || bits > network.getAddress().length * 8) {
      throw new IllegalArgumentException("The prefix length of an address range is out of range.");
    }
  }

  /**
   * @throws IllegalArgumentException says what is wrong with the text
   */
  public static AddressRange parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length > 2 || !isLiteral(parts[0])) {
      throw new IllegalArgumentException(
          text + " is not an IP address or a range like 192.0.2.0/24.");
    }
    try {
      InetAddress network = InetAddress.getByName(parts[0]);
      int all = network.getAddress().length * 8;
      return new AddressRange(network, parts.length == 1 ? all : Integer.parseInt(parts[1]));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not an IP address range.", e);
    }
  }

  /** True when the text is an IP address of either family and not a name. */
  public static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0
        ? host.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
        : FOUR_OCTETS.matcher(host).matches();
  }

  /** True when the text is an address in the range; false for names. */
  public boolean covers(String host) {
    if (!isLiteral(host)) {
      return false;
    }
    try {
      return contains(InetAddress.getByName(host));
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }

  public boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
