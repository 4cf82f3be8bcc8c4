package dev.homeport.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// The certificates that a bundle names, trusted by whoever is given them and by nobody else.
///
/// They stand in the place of those that Java trusts: the bundle is for hosts that chain to it, and
/// a hundred other authorities have no say there. What Java trusts elsewhere stays as it is.
public final class Trust {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END [A-Z0-9 ]*-----");

  /// How a certificate begins that is not written as text.
  private static final byte SEQUENCE = 0x30;

  private Trust() {}

  /// Connections that trust the certificates of this file, one or many, and no other.
  ///
  /// @throws IOException where it cannot be read or holds none; it says which file and why
  public static SSLSocketFactory of(Path bundle) throws IOException {
    List<Certificate> certificates = certificatesOf(bundle);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(bundle + " cannot be trusted: " + e.getMessage(), e);
    }
  }

  private static List<Certificate> certificatesOf(Path bundle) throws IOException {
    byte[] bytes = bytesOf(bundle);
    var certificates = new ArrayList<Certificate>();
    if (bytes.length > 0 && bytes[0] == SEQUENCE) {
      certificates.add(certificate(bundle, 1, bytes));
      return certificates;
    }
    Matcher block = PEM.matcher(new String(bytes, ISO_8859_1));
    while (block.find()) {
      int number = certificates.size() + 1;
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
        certificates.add(certificate(bundle, number, encoded));
      } catch (IllegalArgumentException e) {
        throw broken(bundle, number, e);
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(
          bundle + " holds no certificate; it must be PEM, as -----BEGIN CERTIFICATE----- …");
    }
    return certificates;
  }

  private static byte[] bytesOf(Path bundle) throws IOException {
    try {
      return Files.readAllBytes(bundle);
    } catch (NoSuchFileException e) {
      throw new IOException(bundle + " does not exist", e);
    } catch (IOException e) {
      throw new IOException(bundle + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Certificate certificate(Path bundle, int number, byte[] encoded)
      throws IOException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw broken(bundle, number, e);
    }
  }

  private static IOException broken(Path bundle, int number, Exception e) {
    return new IOException(
        "certificate " + number + " of " + bundle + " is broken: " + e.getMessage(), e);
  }
}
