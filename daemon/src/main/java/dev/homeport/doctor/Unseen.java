package dev.homeport.doctor;

/// Something that nobody looks at this time, and why.
record Unseen(String id, String why) implements Check {
  @Override
  public Outcome look() {
    return Outcome.skip(why);
  }
}
