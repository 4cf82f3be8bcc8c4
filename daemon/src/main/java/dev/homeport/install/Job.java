package dev.homeport.install;

import java.util.List;

/// A program that the machine's supervisor runs, by the name that it has there.
public interface Job {
  /// What people call it.
  String name();

  /// Whether the supervisor knows it now, however it fares.
  boolean isLoaded() throws InterruptedException;

  /// Hands it to the supervisor and starts it; returns when that has taken it, which is before it
  /// answers anybody.
  Done start() throws InterruptedException;

  /// Ends it and takes it from the supervisor; returns when it is gone. One that is not there is
  /// well.
  Done stop() throws InterruptedException;

  /// Tells the supervisor that the job's file is no more, where that must be told.
  default Done forget() throws InterruptedException {
    return Done.WELL;
  }

  /// Why it does not run, as far as the supervisor says; empty where it does not.
  String complaint() throws InterruptedException;

  /// The commands that starting it takes, as a person would type them.
  List<String> startCommands();

  /// The commands that stopping it takes, as a person would type them.
  List<String> stopCommands();
}
