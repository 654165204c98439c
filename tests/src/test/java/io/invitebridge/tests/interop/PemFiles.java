package io.invitebridge.tests.interop;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate in PEM files, as a server has them.
 *
 * @param certificate the certificate alone
 * @param key its private key
 * @param authority whom it believes, and who has issued it
 */
record PemFiles(Path certificate, Path key, Path authority) {

  /** Issues certificates for addresses or names, into files of one folder. */
  static final class Authority {
    private final Path folder;
    private final X509Bundle own;
    private int issued;

    Authority(Path folder) throws Exception {
      this.folder = folder;
      own =
          new CertificateBuilder()
              .ecp256()
              .subject("CN=authority")
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
      Files.writeString(folder.resolve("authority.pem"), own.getCertificatePEM());
    }

    PemFiles forAddress(String address) throws Exception {
      return write(builder(address).addSanIpAddress(address).buildIssuedBy(own));
    }

    PemFiles forName(String name) throws Exception {
      return write(builder(name).addSanDnsName(name).buildIssuedBy(own));
    }

    private static CertificateBuilder builder(String subject) {
      return new CertificateBuilder().rsa2048().subject("CN=" + subject);
    }

    private PemFiles write(X509Bundle bundle) throws Exception {
      issued++;
      Path certificate = folder.resolve("certificate-" + issued + ".pem");
      Path key = folder.resolve("key-" + issued + ".pem");
      Files.writeString(certificate, bundle.getCertificatePEM());
      Files.writeString(key, bundle.getPrivateKeyPEM());
      return new PemFiles(certificate, key, folder.resolve("authority.pem"));
    }
  }

  /** The value of {@code sip.tls}; whoever connects is asked for a certificate. */
  String yaml() {
    return "{certificate: '${file:%s}', key: '${file:%s}', trust: '${file:%s}', clients: wanted}"
        .formatted(certificate, key, authority);
  }
}
