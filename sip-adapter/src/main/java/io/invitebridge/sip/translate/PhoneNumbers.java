package io.invitebridge.sip.translate;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.invitebridge.sip.TrunkProfile.NumberPolicy;
import io.invitebridge.sip.TrunkProfile.NumberPolicy.Format;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Telephone numbers in their written forms (ITU-T E.164, RFC 3966). What is no valid number of any
 * country, such as an extension or a name, is left as it is. Pure.
 */
public final class PhoneNumbers {
  /** RFC 3966 section 5.1.1: digits, visual separators, a plus sign in front. */
  private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9][0-9().\\- ]{1,30}");

  private static final Pattern DIALLED = Pattern.compile("\\+?[0-9*#]{2,32}");

  /** A region that the library does not know: only numbers with a plus sign can be read. */
  private static final String NO_COUNTRY = "ZZ";

  /** The digits at the end of a number that its other written forms have too. */
  private static final int LASTING = 7;

  private PhoneNumbers() {}

  /** +4930123456; empty when this is no valid number. */
  public static Optional<String> e164(String written, Optional<String> country) {
    return read(written, country).map(number -> util().format(number, PhoneNumberFormat.E164));
  }

  /** The number as a trunk wants it. */
  public static String forTrunk(String written, NumberPolicy policy) {
    return policy.format() == Format.AS_WRITTEN
        ? written
        : read(written, policy.country()).map(n -> write(n, policy)).orElse(written);
  }

  /** The number as routes see it; the parameters of a telephone-subscriber are dropped. */
  public static String fromTrunk(String written, NumberPolicy policy) {
    if (!policy.normalised()) {
      return written;
    }
    int parameters = written.indexOf(';');
    String bare = parameters < 0 ? written : written.substring(0, parameters);
    String kept = DIALLED.matcher(bare).matches() ? bare : written;
    return e164(bare, policy.country()).orElse(kept);
  }

  /** True when a URI with this user part names a telephone (RFC 3261 section 19.1.1). */
  public static boolean isDialled(String user) {
    return DIALLED.matcher(user).matches();
  }

  /**
   * True when two users are one, or the same number in two written forms: prefixes for lines,
   * countries and extensions come and go, the end of a number does not.
   */
  static boolean isSame(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    if (!isDialled(one) || !isDialled(other)) {
      return false;
    }
    int compared = Math.min(Math.min(bare(one).length(), bare(other).length()), LASTING);
    return bare(one).endsWith(bare(other).substring(bare(other).length() - compared));
  }

  private static String bare(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }

  private static Optional<PhoneNumber> read(String written, Optional<String> country) {
    if (!WRITTEN.matcher(written).matches()) {
      return Optional.empty();
    }
    try {
      PhoneNumber number = util().parse(written, country.orElse(NO_COUNTRY));
      return util().isValidNumber(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberParseException notANumber) {
      return Optional.empty();
    }
  }

  private static String write(PhoneNumber number, NumberPolicy policy) {
    String e164 = util().format(number, PhoneNumberFormat.E164);
    return switch (policy.format()) {
      case AS_WRITTEN, E164 -> e164;
      case PLAIN -> e164.substring(1);
      case NATIONAL -> policy.country().map(country -> national(number, country)).orElse(e164);
    };
  }

  private static String national(PhoneNumber number, String country) {
    boolean own = util().getCountryCodeForRegion(country) == number.getCountryCode();
    String written =
        own
            ? util().format(number, PhoneNumberFormat.NATIONAL)
            : util().formatOutOfCountryCallingNumber(number, country);
    return written.replaceAll("[^0-9+]", "");
  }

  /** The library's tables are its own singleton; they do not change. */
  private static PhoneNumberUtil util() {
    return PhoneNumberUtil.getInstance();
  }
}
