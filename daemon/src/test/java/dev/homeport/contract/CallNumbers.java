package dev.homeport.contract;

import java.util.ArrayList;
import java.util.List;

/// Numbers the calls of a conversation, and finds the one that a result belongs to: by its id, or,
/// where ids are not known, the first of that name that waits.
final class CallNumbers {
  private final List<Open> calls = new ArrayList<>();

  private static final class Open {
    private final String id;
    private final String tool;
    private boolean answered;

    private Open(String id, String tool) {
      this.id = id;
      this.tool = tool;
    }
  }

  /// A call that was found.
  record Found(String number, String tool) {}

  String called(String id, String tool) {
    calls.add(new Open(id, tool));
    return "#" + (calls.size() - 1);
  }

  Found answered(String id, String tool) {
    for (int i = calls.size() - 1; i >= 0 && !id.isEmpty(); i--) {
      if (calls.get(i).id.equals(id)) {
        return found(i);
      }
    }
    for (int i = 0; i < calls.size(); i++) {
      Open call = calls.get(i);
      if (id.isEmpty() && !call.answered && call.tool.equals(tool)) {
        return found(i);
      }
    }
    return new Found("none for '" + id + "'", tool);
  }

  private Found found(int number) {
    calls.get(number).answered = true;
    return new Found("#" + number, calls.get(number).tool);
  }
}
