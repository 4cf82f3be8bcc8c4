package dev.homeport.tunnel.tailscale;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Programs;
import dev.homeport.fake.Told;
import dev.homeport.host.Platform;
import dev.homeport.time.Pause;
import dev.homeport.tunnel.tailscale.cli.Cli;
import dev.homeport.tunnel.tailscale.cli.Installed;
import dev.homeport.tunnel.tailscale.cli.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A machine with a played Tailscale, on which no time passes but what is waited for.
final class Bench {
  static final String HOST = "my-mac.tail1234.ts.net";

  final PlayedTailscale tailscale = new PlayedTailscale();
  final MemoryFacts facts = new MemoryFacts();
  final FakeTicker ticker = new FakeTicker();
  final FakeWall wall = new FakeWall();
  final Told told = new Told();
  final List<Duration> pauses = new ArrayList<>();
  final Programs programs;
  private final Path folder;

  /// What else happens while it waits, and its way to end that.
  Pause meanwhile = _ -> {};

  String os = "Linux";
  boolean root;
  boolean keepUp;
  boolean service;
  int localPort = 8888;
  int publicPort = 443;
  @Nullable String command = "tailscale";
  @Nullable Function<Installed, Cli> talker;

  Bench(Path folder) {
    this.folder = folder;
    this.programs = new Programs(folder);
  }

  /// Puts the command somewhere below the folder.
  Bench at(String path) {
    try {
      Path file = folder.resolve(path);
      Path parent = Files.createDirectories(file.resolveSibling("."));
      command =
          new Programs(parent.normalize()).put(file.getFileName().toString(), "exit 99").toString();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A tunnel, as after a start of ours.
  TailscaleTunnel tunnel() {
    programs.put("tailscale", "exit 99");
    Map<String, String> env =
        service
            ? Map.of("PATH", folder.toString())
            : Map.of("PATH", folder.toString(), "HOME", folder.toString());
    var platform = Platform.of(env, os, folder.toString(), service ? "root" : "ann");
    return new TailscaleTunnel(
        new Places(platform, folder.resolve("nowhere")),
        new Wish(localPort, publicPort, command, keepUp),
        talker == null ? _ -> tailscale : talker,
        root,
        facts,
        told,
        ticker,
        wall,
        this::wait,
        new Random(7));
  }

  private void wait(Duration duration) throws InterruptedException {
    pauses.add(duration);
    ticker.advance(duration);
    meanwhile.last(duration);
  }

  OurRecords records() {
    return new OurRecords(facts, wall);
  }
}
