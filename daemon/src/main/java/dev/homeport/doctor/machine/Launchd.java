package dev.homeport.doctor.machine;

import dev.homeport.doctor.look.Tools;
import dev.homeport.doctor.look.Tools.Ran;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What launchd says of a job. Its `print` is for eyes only, so that of it only the exit status
/// counts; `list` is old and stays as it is.
public record Launchd(Tools tools) {
  private static final Pattern NUMBER = Pattern.compile("\"(PID|LastExitStatus)\" = (-?\\d+);");
  private static final int SHIFT = 8;

  /// How a job stands.
  ///
  /// @param pid of the process that runs; nothing where none does
  /// @param exit how the last one ended; nothing where none has
  public record Job(@Nullable Long pid, @Nullable Integer exit) {}

  /// A job of the user who asks; nothing where it is not loaded.
  public Optional<Job> job(String label) throws InterruptedException {
    return tools.output("launchctl", "list", label).map(Launchd::read);
  }

  /// Whether the system has a job of that label.
  public boolean systemHas(String label) throws InterruptedException {
    return tools.run("launchctl", "print", "system/" + label) instanceof Ran.Ended(int exit, _)
        && exit == 0;
  }

  static Job read(String out) {
    Long pid = null;
    Integer exit = null;
    Matcher numbers = NUMBER.matcher(out);
    while (numbers.find()) {
      long number = Long.parseLong(numbers.group(2));
      if (numbers.group(1).equals("PID")) {
        pid = number;
      } else {
        // What `wait` gives: the exit status stands above the signal.
        exit = (int) (number > 255 ? number >> SHIFT : number);
      }
    }
    return new Job(pid, exit);
  }
}
