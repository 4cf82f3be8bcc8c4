package dev.homeport.install;

import dev.homeport.config.GivenKey;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Listen;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing to do, as a value: it says what it will do before anybody does it.
public sealed interface Step {
  /// What it does, in a line.
  String title();

  /// Everything a person would have to type or write instead.
  default List<String> details() {
    return List.of();
  }

  /// Makes a folder, unless it is there.
  ///
  /// @param mode its permissions, as `ls` writes them
  /// @param owner whose it is; ours where that is nothing
  record Folder(Path path, String mode, @Nullable String owner) implements Step {
    @Override
    public String title() {
      return "make the folder " + path + " (" + mode + ")";
    }
  }

  /// Writes a file, over an old one, whole or not at all.
  record Text(Path path, String text, String mode, @Nullable String owner) implements Step {
    @Override
    public String title() {
      return "write " + path + " (" + mode + ")";
    }

    @Override
    public List<String> details() {
      return text.lines().toList();
    }
  }

  /// Makes the first key, unless there is one.
  ///
  /// @param state the folder where the key goes
  /// @param place where it is remembered
  record Key(Path state, StatePlace place, boolean open, List<GivenKey> given) implements Step {
    /// Copies the list.
    public Key {
      given = List.copyOf(given);
    }

    @Override
    public String title() {
      return "make the first key in " + state + ", unless there is a key";
    }
  }

  /// Ends a job.
  record Stop(Job job) implements Step {
    @Override
    public String title() {
      return "stop " + job.name();
    }

    @Override
    public List<String> details() {
      return job.stopCommands();
    }
  }

  /// Starts a job.
  record Start(Job job) implements Step {
    @Override
    public String title() {
      return "start " + job.name();
    }

    @Override
    public List<String> details() {
      return job.startCommands();
    }
  }

  /// Sees that nobody is in the way.
  record Vacant(Listen listen, String setting) implements Step {
    @Override
    public String title() {
      return "see that port " + listen.port() + " is free";
    }
  }

  /// Waits until the job answers.
  ///
  /// @param log where its first words are; nothing where they are the supervisor's
  record Answers(Job job, URI base, @Nullable Path log) implements Step {
    @Override
    public String title() {
      return "wait until it answers at " + base;
    }

    @Override
    public List<String> details() {
      return List.of("curl " + base + "/livez", "curl " + base + "/health");
    }
  }

  /// Deletes a file, if it is there.
  record Gone(Path path) implements Step {
    @Override
    public String title() {
      return "delete " + path;
    }
  }

  /// Deletes a folder, if it is there and nothing is in it.
  record Emptied(Path path) implements Step {
    @Override
    public String title() {
      return "delete the folder " + path + ", if it is empty";
    }
  }

  /// Deletes a folder with all that is in it, if it is there.
  record Purged(Path path) implements Step {
    @Override
    public String title() {
      return "delete " + path + " and all that is in it";
    }
  }

  /// Tells the supervisor that a job's file is no more.
  record Forgotten(Job job) implements Step {
    @Override
    public String title() {
      return "tell the supervisor that " + job.name() + " is gone";
    }
  }

  /// Takes our entry out of what leads to this machine from outside.
  record Closed(WayIn way) implements Step {
    @Override
    public String title() {
      return "take our entry out of " + way.name();
    }
  }
}
