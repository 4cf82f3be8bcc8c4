package dev.homeport.access;

import java.time.Duration;

/// How fast those who are counted may take: for each a minute holds so much, and it fills up again
/// as time passes. Of this process alone, or shared by all that are on one state.
public interface Paces {
  /// Takes an amount that is there. What is not there is not taken, and the answer is how long it
  /// takes until it is; zero where it was taken. An amount of none only looks whether there is
  /// anything at all.
  ///
  /// @param meter whose minute it is
  Duration take(String meter, int perMinute, int amount);

  /// Takes what was used already, however little is left: who comes next waits the longer.
  void took(String meter, int perMinute, int amount);
}
