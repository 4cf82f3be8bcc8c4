package dev.homeport.install;

/// Hears how it goes.
public interface Progress {
  /// A step is done.
  void done(Step step, Done.Well well);

  /// A step has failed.
  void failed(Step step, Done.Badly badly);

  /// A step was taken back, or could not be.
  void undone(Step step, Done done);
}
