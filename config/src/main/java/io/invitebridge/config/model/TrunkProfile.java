package io.invitebridge.config.model;

import io.invitebridge.config.rule.TextMatch;
import io.invitebridge.core.model.HeaderNames;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a trunk is told, and what is believed from it, about the parties of a call.
 *
 * @param identity who caller and callee are said to be
 * @param numbers how telephone numbers are written
 * @param headers which headers of the parties' own pass
 * @param carriage how the parties' texts pass
 */
public record TrunkProfile(
    Identity identity, Numbers numbers, HeaderLists headers, Carriage carriage) {

  /** The caller in From, nothing believed, nothing carried but the channel id. */
  public static final TrunkProfile PLAIN =
      new TrunkProfile(
          new Identity(
              Optional.empty(),
              Optional.empty(),
              true,
              Assertion.NONE,
              false,
              List.of(),
              Forwarding.NONE,
              false),
          new Numbers(Optional.empty(), NumberFormat.AS_WRITTEN, false, false),
          new HeaderLists(HeaderNames.NONE, HeaderNames.NONE),
          new Carriage(Way.NONE, Way.NONE, true, false, List.of()));

  /**
   * Who caller and callee are said to be.
   *
   * @param fromUser the user part of every From; empty for the caller's
   * @param fromHost the host of From; empty for the bridge's address
   * @param names whether display names are told
   * @param assertion none, asserted (P-Asserted-Identity) or preferred (P-Preferred-Identity)
   * @param trusted whether the trunk's P-Asserted-Identity is believed
   * @param callerNumbers which numbers an app may ask to be shown; empty for none
   * @param forwarding how a forwarded call says from where
   * @param connected whether callers are told who answered
   */
  public record Identity(
      Optional<String> fromUser,
      Optional<String> fromHost,
      boolean names,
      Assertion assertion,
      boolean trusted,
      List<TextMatch> callerNumbers,
      Forwarding forwarding,
      boolean connected) {
    public Identity {
      callerNumbers = List.copyOf(callerNumbers);
    }
  }

  /** The header that names the caller beside From. */
  public enum Assertion implements Word {
    NONE,
    ASSERTED,
    PREFERRED
  }

  /** How a forwarded call says from where. */
  public enum Forwarding implements Word {
    NONE,
    DIVERSION,
    HISTORY_INFO,
    BOTH
  }

  /**
   * How telephone numbers are written.
   *
   * @param country two letters of ISO 3166-1; numbers without a country code are of this country
   * @param format what the trunk is told
   * @param userPhone whether the URIs of numbers say {@code user=phone}
   * @param normalise whether numbers from the trunk become E.164 with a plus sign
   */
  public record Numbers(
      Optional<String> country, NumberFormat format, boolean userPhone, boolean normalise) {}

  /** The written form of a number. */
  public enum NumberFormat implements Word {
    AS_WRITTEN,
    E164,
    PLAIN,
    NATIONAL
  }

  /** Headers of the parties' own: those that an app is told, and those that it may set. */
  public record HeaderLists(HeaderNames in, HeaderNames out) {}

  /**
   * How the parties' texts pass.
   *
   * @param refersTooLong whether a text that is too long for its way goes by reference
   * @param fetched the beginnings of URLs at which texts may be fetched
   */
  public record Carriage(
      Way content, Way response, boolean channelId, boolean refersTooLong, List<URI> fetched) {}

  /** Where in a message a text is. */
  public enum Way implements Word {
    NONE,
    BODY,
    HEADER,
    USER_TO_USER,
    REFERENCE
  }

  /** A choice, as it is written in the file. */
  public interface Word {
    String name();

    default String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
