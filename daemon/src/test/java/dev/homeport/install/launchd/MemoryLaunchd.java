package dev.homeport.install.launchd;

import dev.homeport.install.Done;
import dev.homeport.install.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// launchd without its program: a job is loaded once, from the list that is there then.
final class MemoryLaunchd {
  /// What is loaded, with the list that it was loaded from.
  final Map<String, String> loaded = new TreeMap<>();

  private final Folders folders;

  MemoryLaunchd(Folders folders) {
    this.folders = folders;
  }

  Job job(String domain, String label) {
    String target = domain + "/" + label;
    Path list = folders.list(domain.equals("system"), label);
    return new Job() {
      @Override
      public String name() {
        return target;
      }

      @Override
      public boolean isLoaded() {
        return loaded.containsKey(target);
      }

      @Override
      public Done start() {
        try {
          return loaded.putIfAbsent(target, Files.readString(list)) == null
              ? Done.WELL
              : new Done.Badly("5");
        } catch (IOException e) {
          return new Done.Badly("5");
        }
      }

      @Override
      public Done stop() {
        loaded.remove(target);
        return Done.WELL;
      }

      @Override
      public String complaint() {
        return "";
      }

      @Override
      public List<String> startCommands() {
        return List.of("start " + target);
      }

      @Override
      public List<String> stopCommands() {
        return List.of("stop " + target);
      }
    };
  }
}
