package dev.homeport.fake.tailnet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// An authority that issues certificates in a few milliseconds, without any program and without a
/// folder: nobody trusts it who was not told to.
public final class Issuer {
  /// What protects a key store that holds no secret.
  public static final String PASSWORD = "changeit";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));

  private final String name;
  private final KeyPair keys = pair();
  private final Certificate certificate;

  /// One with a key of its own.
  public Issuer(String name) {
    this.name = name;
    byte[] authority = extension(19, Der.sequence(Der.of(0x01, new byte[] {(byte) 0xff})));
    this.certificate = issued(name, keys, authority, Duration.ofDays(30));
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a server of that host name serves with, for as long as this; a validity below zero has
  /// ended then.
  public SSLContext serving(String host, Duration validity) {
    try {
      KeyPair own = pair();
      byte[] names = extension(17, Der.sequence(Der.text(0x82, host)));
      Certificate shown = issued(host, own, names, validity);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own", own.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {shown, certificate});
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Connections that trust it, and nobody else.
  public SSLSocketFactory trust() {
    try {
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes a trust store for another JVM: `-Djavax.net.ssl.trustStore` and its password.
  public Path trustStore(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted().store(out, PASSWORD.toCharArray());
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore trusted() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("authority", certificate);
      return trusted;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] extension(int arc, byte[] value) {
    return Der.of(0xa3, Der.sequence(Der.sequence(Der.oid(2, 5, 29, arc), Der.of(0x04, value))));
  }

  private static byte[] named(String common) {
    return Der.sequence(Der.of(0x31, Der.sequence(Der.oid(2, 5, 4, 3), Der.text(0x0c, common))));
  }

  private Certificate issued(
      String subject, KeyPair subjectKeys, byte[] extensions, Duration validity) {
    Instant end = Instant.now().plus(validity);
    Instant begin = end.minus(validity.abs()).minus(Duration.ofDays(2));
    byte[] body =
        Der.sequence(
            Der.of(0xa0, Der.of(0x02, new byte[] {2})),
            Der.of(0x02, new BigInteger(64, new SecureRandom()).toByteArray()),
            ECDSA_WITH_SHA256,
            named(name),
            Der.sequence(Der.text(0x17, UTC.format(begin)), Der.text(0x17, UTC.format(end))),
            named(subject),
            subjectKeys.getPublic().getEncoded(),
            extensions);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      byte[] whole =
          Der.sequence(body, ECDSA_WITH_SHA256, Der.of(0x03, new byte[] {0}, signature.sign()));
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
