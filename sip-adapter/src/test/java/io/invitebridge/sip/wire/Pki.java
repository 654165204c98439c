package io.invitebridge.sip.wire;

import io.invitebridge.sip.TlsSettings;
import io.invitebridge.sip.TlsSettings.ClientCertificate;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.net.URI;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** An authority of the tests, and certificates that it has issued. */
final class Pki {
  private final X509Bundle authority;

  Pki() {
    this("CN=test authority");
  }

  Pki(String subject) {
    try {
      authority =
          new CertificateBuilder()
              .ecp256()
              .subject(subject)
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** For a host on this machine. */
  X509Bundle forLoopback(String commonName) {
    try {
      return builder(commonName)
          .addSanIpAddress("127.0.0.1")
          .addSanIpAddress("::1")
          .addSanDnsName("localhost")
          .buildIssuedBy(authority);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** With an RSA key; the others have one on a curve. */
  X509Bundle forLoopbackWithRsa() {
    try {
      return new CertificateBuilder()
          .rsa2048()
          .subject("CN=rsa")
          .addSanIpAddress("127.0.0.1")
          .buildIssuedBy(authority);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  X509Bundle forDns(String name) {
    try {
      return builder("x").addSanDnsName(name).buildIssuedBy(authority);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  X509Bundle forSipDomain(String domain, String dns) {
    try {
      return builder("x")
          .addSanUriName(URI.create("sip:" + domain))
          .addSanDnsName(dns)
          .buildIssuedBy(authority);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  String trust() {
    return authority.getCertificatePEM();
  }

  TlsSettings settings(X509Bundle own, ClientCertificate clients) {
    return new TlsSettings(
        own.getCertificatePathPEM(), own.getPrivateKeyPEM(), Optional.of(trust()), clients);
  }

  /** The context of a peer that believes this authority, and shows a certificate if it has one. */
  SSLContext peer(Optional<X509Bundle> own) {
    try {
      KeyManager[] keys = new KeyManager[0];
      if (own.isPresent()) {
        keys = new KeyManager[] {new Shown(own.get())};
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys, new TrustManager[] {authority.toTrustManager()}, new java.security.SecureRandom());
      return context;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static CertificateBuilder builder(String commonName) {
    return new CertificateBuilder().ecp256().subject("CN=" + commonName);
  }

  /** Shows its certificate whichever authorities the other side asks for. */
  private static final class Shown extends X509ExtendedKeyManager {
    private final X509Bundle own;

    Shown(X509Bundle own) {
      this.own = own;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return "own";
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return "own";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return own.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return own.getKeyPair().getPrivate();
    }
  }
}
