package dev.homeport.cli;

import dev.homeport.host.Platform;
import dev.homeport.install.Done;
import dev.homeport.install.WayIn;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether Tailscale is on this machine, which is all that is asked of it here so far.
record TailscaleHere(Platform platform) implements WayIn {
  private static final Path APP = Path.of("/Applications/Tailscale.app/Contents/MacOS/Tailscale");

  @Override
  public String name() {
    return "Tailscale Funnel";
  }

  @Override
  public boolean isHere() {
    return platform.executable("tailscale").isPresent() || Files.isExecutable(APP);
  }

  @Override
  public Optional<URI> url() {
    return Optional.empty();
  }

  @Override
  public Done close() {
    return new Done.Well("it is left as it is");
  }
}
