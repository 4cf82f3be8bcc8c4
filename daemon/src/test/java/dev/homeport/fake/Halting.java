package dev.homeport.fake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// Does the same as another, but waits for something before it begins and twice on its way.
public record Halting(Act then, Runnable halt) implements Act {
  @Override
  public Iterator<Beat> beats() {
    halt.run();
    List<Beat> all = new ArrayList<>();
    then.beats().forEachRemaining(all::add);
    int third = Math.max(1, all.size() / 3);
    return IntStream.range(0, all.size())
        .mapToObj(
            number -> {
              if (number == third || number == 2 * third) {
                halt.run();
              }
              return all.get(number);
            })
        .iterator();
  }

  @Override
  public After after() {
    return then.after();
  }

  @Override
  public boolean isEarly() {
    return then.isEarly();
  }
}
