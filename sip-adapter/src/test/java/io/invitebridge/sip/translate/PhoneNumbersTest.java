package io.invitebridge.sip.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.TrunkProfile.NumberPolicy;
import io.invitebridge.sip.TrunkProfile.NumberPolicy.Format;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in their written forms: ITU-T E.164 and what PBXes make of it. */
class PhoneNumbersTest {

  @ParameterizedTest(name = "[{index}] {0} from a trunk in {1} is {2}")
  @CsvSource({
    "030123456,            DE, +4930123456",
    "+4930123456,          DE, +4930123456",
    "0049 30 123456,       DE, +4930123456",
    "4930123456,           DE, +4930123456",
    "(0)30-12 34 56,       DE, (0)30-12 34 56",
    "2015550123,           US, +12015550123",
    "1-201-555-0123,       US, +12015550123",
    "011442079460018,      US, +442079460018",
    "020 7946 0018,        GB, +442079460018",
    "0266 123456,          IT, +390266123456",
    "+442079460018,        '', +442079460018",
    "030123456,            '', 030123456",
    "2000,                 DE, 2000",
    "110,                  DE, 110",
    "*97,                  DE, *97",
    "alice,                DE, alice",
    "1-800-FLOWERS,        US, 1-800-FLOWERS",
    "+49,                  DE, +49",
    "'',                   DE, ''",
    "+4930123456;isub=1,   DE, +4930123456",
    "2000;phone-context=x, DE, 2000",
    "alice;day=tuesday,    DE, alice;day=tuesday",
    "99999999999999999999, DE, 99999999999999999999",
  })
  void what_is_a_number_becomes_e164(String written, String country, String expected) {
    NumberPolicy policy = policy(country, Format.AS_WRITTEN, true);
    assertThat(PhoneNumbers.fromTrunk(written, policy)).isEqualTo(expected);
    assertThat(PhoneNumbers.fromTrunk(written, policy(country, Format.AS_WRITTEN, false)))
        .isEqualTo(written);
  }

  @ParameterizedTest(name = "[{index}] {0} to a trunk in {1} as {2} is {3}")
  @CsvSource({
    "+4930123456,   DE, E164,       +4930123456",
    "030123456,     DE, E164,       +4930123456",
    "+4930123456,   DE, PLAIN,      4930123456",
    "+4930123456,   DE, NATIONAL,   030123456",
    "+442079460018, DE, NATIONAL,   00442079460018",
    "+12015550123,  US, NATIONAL,   2015550123",
    "+4930123456,   US, NATIONAL,   0114930123456",
    "+390266123456, IT, NATIONAL,   0266123456",
    "030123456,     DE, AS_WRITTEN, 030123456",
    "2000,          DE, E164,       2000",
    "alice,         DE, NATIONAL,   alice",
    "030123456,     '', E164,       030123456",
    "+4930123456,   '', PLAIN,      4930123456",
  })
  void a_trunk_is_told_numbers_in_its_form(
      String written, String country, Format format, String expected) {
    assertThat(PhoneNumbers.forTrunk(written, policy(country, format, false))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "+4930123456, true",
    "2000, true",
    "*97#, true",
    "alice, false",
    "'', false",
    "7, false",
    "20 00, false",
  })
  void what_can_be_dialled_is_a_telephone(String user, boolean is) {
    assertThat(PhoneNumbers.isDialled(user)).isEqualTo(is);
  }

  private static NumberPolicy policy(String country, Format format, boolean normalised) {
    return new NumberPolicy(
        Optional.of(country).filter(c -> !c.isEmpty()), format, false, normalised);
  }
}
