package dev.homeport.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// An authority that Java does not know, with the certificates that it has issued: all are made
/// anew, in a folder that whoever asks for it takes away again.
public final class Authority {
  private static final String PASSWORD = "changeit";
  private static final String ROOT = "authority";

  private final Path folder;

  /// The certificates that servers show.
  public enum Shown {
    /// Nothing is wrong with it.
    GOOD,
    /// It was good until a day ago.
    EXPIRED,
    /// It is for another host.
    ELSEWHERE,
    /// Nobody vouches for it.
    STRANGERS;

    private List<String> words() {
      var words = new ArrayList<String>();
      if (this != STRANGERS) {
        words.addAll(List.of("-signer", ROOT));
      }
      words.add("-ext");
      words.add("san=dns:" + (this == ELSEWHERE ? "elsewhere.example" : "localhost"));
      words.addAll(
          this == EXPIRED
              ? List.of("-startdate", "-9d", "-validity", "8")
              : List.of("-validity", "30"));
      return words;
    }
  }

  /// Makes one in this folder.
  public Authority(Path folder) {
    this.folder = folder;
    make(ROOT, List.of("-ext", "bc:c", "-validity", "30"));
    for (Shown each : Shown.values()) {
      make(each.name(), each.words());
    }
  }

  private void make(String alias, List<String> rest) {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command = new ArrayList<String>(List.of(program.toString(), "-genkeypair"));
    command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC"));
    command.addAll(List.of("-keystore", keys().toString(), "-storepass", PASSWORD));
    command.addAll(rest);
    try {
      Path log = folder.resolve("keytool.log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path keys() {
    return folder.resolve("keys.p12");
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(keys().toFile(), PASSWORD.toCharArray());
  }

  /// Connections that trust it, and nobody else.
  public SSLSocketFactory trust() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(ROOT, store().getCertificate(ROOT));
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A port of this machine whose server shows this.
  ServerSocket listening(Shown shown) {
    try {
      return showing(shown)
          .getServerSocketFactory()
          .createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a server needs to show this.
  public SSLContext showing(Shown shown) {
    try {
      KeyStore own = store();
      for (String alias : Collections.list(own.aliases())) {
        if (!alias.equalsIgnoreCase(shown.name())) {
          own.deleteEntry(alias);
        }
      }
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(own, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
