package dev.homeport.simulation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Vectors of texts: the same for the same text, of length one, and without any meaning.
public final class Vectors {
  private Vectors() {}

  /// The vector of a text.
  public static List<Float> of(String text, int dimensions) {
    var random = new Random(text.hashCode());
    double[] raw = random.doubles(dimensions, -1, 1).toArray();
    double length = 0;
    for (double value : raw) {
      length += value * value;
    }
    length = Math.sqrt(length);
    var vector = new ArrayList<Float>(dimensions);
    for (double value : raw) {
      vector.add((float) (value / length));
    }
    return vector;
  }
}
