package io.invitebridge.config.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of addresses (RFC 4632): {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or one address.
 *
 * @param network the first address
 * @param bits how many leading bits are fixed
 */
public record Cidr(InetAddress network, int bits) {
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  /** Throws {@link IllegalArgumentException} with a sentence when it is not such a block. */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
    int all = address.getAddress().length * 8;
    int bits = slash < 0 ? all : bits(text.substring(slash + 1), all);
    for (int bit = bits; bit < all; bit++) {
      if ((address.getAddress()[bit / 8] >> (7 - bit % 8) & 1) == 1) {
        throw new IllegalArgumentException(
            "The address has bits set behind the first " + bits + ".");
      }
    }
    return new Cidr(address, bits);
  }

  /** Whether the address lies in the block. */
  public boolean contains(InetAddress other) {
    byte[] mine = network.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (((mine[bit / 8] ^ theirs[bit / 8]) >> (7 - bit % 8) & 1) == 1) {
        return false;
      }
    }
    return true;
  }

  // Only literals get as far as InetAddress, so that no name is ever looked up here.
  private static InetAddress address(String text) {
    boolean fourDecimals = IPV4.matcher(text).matches();
    for (String part : fourDecimals ? text.split("\\.", -1) : new String[0]) {
      if (Integer.parseInt(part) > 255) {
        throw new IllegalArgumentException("A part of the address is larger than 255.");
      }
    }
    try {
      if (fourDecimals || IPV6.matcher(text).matches()) {
        return InetAddress.getByName(text);
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("This is not an IP address.", e);
    }
    throw new IllegalArgumentException("This is not an IP address.");
  }

  private static int bits(String text, int most) {
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException("The number of bits lies between 0 and " + most + ".");
    }
    return Integer.parseInt(text);
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + bits;
  }
}
