package io.invitebridge.sip;

import io.invitebridge.core.model.HeaderNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is told to a trunk, and believed from it, about the people of a call, and what of their own
 * goes along.
 *
 * @param identity who the caller and the callee are said to be
 * @param numbers how telephone numbers are written
 * @param headers which headers of the parties' own pass
 * @param carriage how the parties' texts pass
 */
public record TrunkProfile(
    IdentityPolicy identity, NumberPolicy numbers, HeaderPolicy headers, Carriage carriage) {

  /** The caller in From, nothing believed, nothing carried but the channel id. */
  public static final TrunkProfile PLAIN =
      new TrunkProfile(
          IdentityPolicy.PLAIN, NumberPolicy.AS_WRITTEN, HeaderPolicy.NONE, Carriage.PLAIN);

  /**
   * Who the parties are said to be.
   *
   * @param fromUser the user part of every From; empty for the caller's own
   * @param fromHost the host of From and of what is asserted; empty for the bridge's address
   * @param names whether display names are told
   * @param assertion which header names the caller beside From
   * @param trusted whether the trunk's own assertions are believed, and its callers' wish for
   *     privacy is honoured by it (RFC 3325 section 2.3)
   * @param shown which numbers an app may ask to be shown to this trunk
   * @param forwarding how a call that was sent on says so
   * @param connected whether a caller is told who answered (RFC 3325)
   */
  public record IdentityPolicy(
      Optional<String> fromUser,
      Optional<String> fromHost,
      boolean names,
      Assertion assertion,
      boolean trusted,
      Predicate<String> shown,
      Forwarding forwarding,
      boolean connected) {
    public static final IdentityPolicy PLAIN =
        new IdentityPolicy(
            Optional.empty(),
            Optional.empty(),
            true,
            Assertion.NONE,
            false,
            number -> false,
            Forwarding.NONE,
            false);
  }

  /** The header that names the caller beside From. */
  public enum Assertion {
    NONE,
    /** P-Asserted-Identity: the trunk believes us (RFC 3325 section 9.1). */
    ASSERTED,
    /** P-Preferred-Identity: the trunk decides (RFC 3325 section 9.2). */
    PREFERRED
  }

  /** How a forwarded call says from where. */
  public enum Forwarding {
    NONE,
    /** RFC 5806. */
    DIVERSION,
    /** RFC 7044. */
    HISTORY_INFO,
    BOTH;

    public boolean diversion() {
      return this == DIVERSION || this == BOTH;
    }

    public boolean historyInfo() {
      return this == HISTORY_INFO || this == BOTH;
    }
  }

  /**
   * How numbers are written.
   *
   * @param country the trunk's country, two letters of ISO 3166-1; numbers without a country code
   *     are of this country, and without it they stay as they are
   * @param format what the trunk is told
   * @param userPhone whether the URIs of numbers say {@code user=phone} (RFC 3261 section 19.1.1)
   * @param normalised whether numbers from the trunk become E.164 with a plus sign
   */
  public record NumberPolicy(
      Optional<String> country, Format format, boolean userPhone, boolean normalised) {
    public static final NumberPolicy AS_WRITTEN =
        new NumberPolicy(Optional.empty(), Format.AS_WRITTEN, false, false);

    /** The written form of a number. */
    public enum Format {
      AS_WRITTEN,
      /** +4930123456. */
      E164,
      /** 4930123456. */
      PLAIN,
      /** 030123456; numbers of other countries as they are dialled from here. */
      NATIONAL
    }
  }

  /**
   * Headers of the parties' own.
   *
   * @param in those that an app is told
   * @param out those that an app may set
   */
  public record HeaderPolicy(HeaderNames in, HeaderNames out) {
    public static final HeaderPolicy NONE = new HeaderPolicy(HeaderNames.NONE, HeaderNames.NONE);
  }

  /**
   * How the parties' texts pass; both ways.
   *
   * @param content the text of the invitation, in the INVITE
   * @param response the text of the answer, in the final response
   * @param channelId whether {@code X-Channel-Id} is sent
   * @param refersTooLong whether a text that is too long for its way goes by reference; otherwise
   *     it stays behind
   * @param fetched the references of the trunk's that may be fetched, by their beginnings
   */
  public record Carriage(
      Way content,
      Way response,
      boolean channelId,
      boolean refersTooLong,
      List<UrlPrefix> fetched) {
    public static final Carriage PLAIN = new Carriage(Way.NONE, Way.NONE, true);

    public Carriage {
      fetched = List.copyOf(fetched);
    }

    /** Nothing by reference but what says so. */
    public Carriage(Way content, Way response, boolean channelId) {
      this(content, response, channelId, false, List.of());
    }

    /** Where in a message a text is. */
    public enum Way {
      NONE,
      /** A part of the body, beside the session description (RFC 5621). */
      BODY,
      /** A header of our own, percent-encoded; short texts only. */
      HEADER,
      /** User-to-User (RFC 7433); at most 128 bytes. */
      USER_TO_USER,
      /** A header of our own with the URL that it can be fetched from. */
      REFERENCE
    }
  }
}
