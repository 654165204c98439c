package io.invitebridge.sip.translate;

import io.invitebridge.sip.TrunkProfile;
import java.util.List;
import java.util.Optional;

/**
 * What an INVITE said about its caller and its way here, for the call that is made on its behalf.
 *
 * @param profile of the trunk that it came from
 * @param path the loop marks that it came with, and ours
 * @param caller the user part by which the engine knows the caller
 * @param believed the caller as a trusted trunk asserts it; not to be told to an app when the
 *     caller wants privacy
 * @param privacy what the caller wants hidden (RFC 3323 section 4.2)
 * @param diversions who forwarded the call before, the latest first
 */
public record Origin(
    TrunkProfile profile,
    List<String> path,
    String caller,
    Optional<Person> believed,
    List<String> privacy,
    List<Diversion> diversions) {

  public Origin {
    path = List.copyOf(path);
    privacy = List.copyOf(privacy);
    diversions = List.copyOf(diversions);
  }

  public Origin withPath(List<String> marks) {
    return new Origin(profile, marks, caller, believed, privacy, diversions);
  }
}
