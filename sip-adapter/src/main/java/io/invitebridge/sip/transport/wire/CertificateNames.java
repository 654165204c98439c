package io.invitebridge.sip.transport.wire;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The SIP domains that a certificate speaks for (RFC 5922 section 7.1): those of its sip URIs, else
 * its DNS names, and its addresses; the subject's common name where it has none of these.
 */
final class CertificateNames {
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  private CertificateNames() {}

  /** In lower case. */
  static Set<String> of(X509Certificate certificate) {
    Set<String> uris = new LinkedHashSet<>();
    Set<String> hosts = new LinkedHashSet<>();
    for (List<?> name : alternatives(certificate)) {
      String text = String.valueOf(name.get(1)).toLowerCase(Locale.ROOT);
      int kind = (Integer) name.get(0);
      if (kind == URI && text.startsWith("sip:") && text.indexOf('@') < 0) {
        uris.add(text.substring(4));
      } else if (kind == DNS || kind == IP) {
        hosts.add(text);
      }
    }
    Set<String> names = uris.isEmpty() ? hosts : uris;
    return names.isEmpty() ? commonName(certificate) : Set.copyOf(names);
  }

  /** RFC 5922 section 7.2: without regard to case, and a wildcard matches nothing. */
  static boolean hold(Set<String> names, Set<String> wanted) {
    return wanted.stream().anyMatch(name -> names.contains(name.toLowerCase(Locale.ROOT)));
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  private static Set<String> commonName(X509Certificate certificate) {
    try {
      LdapName subject = new LdapName(certificate.getSubjectX500Principal().getName());
      for (Rdn part : subject.getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return Set.of(String.valueOf(part.getValue()).toLowerCase(Locale.ROOT));
        }
      }
    } catch (InvalidNameException unreadable) {
      return Set.of();
    }
    return Set.of();
  }
}
