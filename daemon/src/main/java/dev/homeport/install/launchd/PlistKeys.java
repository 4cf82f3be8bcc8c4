package dev.homeport.install.launchd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What launchd.plist(5) documents, with the type of each key; launchd itself is silent about a key
/// that it does not know, so that a misspelt one is found by its absence at three in the morning.
public final class PlistKeys {
  /// The type of a value.
  private enum Type {
    TEXT,
    NUMBER,
    TRUTH,
    TEXTS,
    TEXT_OR_TEXTS,
    TEXT_OR_NUMBER,
    TRUTHS,
    TEXT_MAP,
    LIMITS,
    MAP,
    MAP_OR_LIST,
    KEEP_ALIVE
  }

  private static final Map<String, Type> KEYS =
      Map.ofEntries(
          Map.entry("Label", Type.TEXT),
          Map.entry("Disabled", Type.TRUTH),
          Map.entry("UserName", Type.TEXT),
          Map.entry("GroupName", Type.TEXT),
          Map.entry("InitGroups", Type.TRUTH),
          Map.entry("inetdCompatibility", Type.MAP),
          Map.entry("LimitLoadToHosts", Type.TEXTS),
          Map.entry("LimitLoadFromHosts", Type.TEXTS),
          Map.entry("LimitLoadToSessionType", Type.TEXT_OR_TEXTS),
          Map.entry("LimitLoadToHardware", Type.MAP),
          Map.entry("LimitLoadFromHardware", Type.MAP),
          Map.entry("Program", Type.TEXT),
          Map.entry("BundleProgram", Type.TEXT),
          Map.entry("ProgramArguments", Type.TEXTS),
          Map.entry("EnableGlobbing", Type.TRUTH),
          Map.entry("EnableTransactions", Type.TRUTH),
          Map.entry("EnablePressuredExit", Type.TRUTH),
          Map.entry("OnDemand", Type.TRUTH),
          Map.entry("KeepAlive", Type.KEEP_ALIVE),
          Map.entry("RunAtLoad", Type.TRUTH),
          Map.entry("RootDirectory", Type.TEXT),
          Map.entry("WorkingDirectory", Type.TEXT),
          Map.entry("EnvironmentVariables", Type.TEXT_MAP),
          Map.entry("Umask", Type.TEXT_OR_NUMBER),
          Map.entry("TimeOut", Type.NUMBER),
          Map.entry("ExitTimeOut", Type.NUMBER),
          Map.entry("ThrottleInterval", Type.NUMBER),
          Map.entry("WatchPaths", Type.TEXTS),
          Map.entry("QueueDirectories", Type.TEXTS),
          Map.entry("StartOnMount", Type.TRUTH),
          Map.entry("StartInterval", Type.NUMBER),
          Map.entry("StartCalendarInterval", Type.MAP_OR_LIST),
          Map.entry("StandardInPath", Type.TEXT),
          Map.entry("StandardOutPath", Type.TEXT),
          Map.entry("StandardErrorPath", Type.TEXT),
          Map.entry("Debug", Type.TRUTH),
          Map.entry("WaitForDebugger", Type.TRUTH),
          Map.entry("SoftResourceLimits", Type.LIMITS),
          Map.entry("HardResourceLimits", Type.LIMITS),
          Map.entry("Nice", Type.NUMBER),
          Map.entry("ProcessType", Type.TEXT),
          Map.entry("AbandonProcessGroup", Type.TRUTH),
          Map.entry("LowPriorityIO", Type.TRUTH),
          Map.entry("LowPriorityBackgroundIO", Type.TRUTH),
          Map.entry("MaterializeDatalessFiles", Type.TRUTH),
          Map.entry("LaunchOnlyOnce", Type.TRUTH),
          Map.entry("MachServices", Type.MAP),
          Map.entry("Sockets", Type.MAP),
          Map.entry("LaunchEvents", Type.MAP),
          Map.entry("SessionCreate", Type.TRUTH),
          Map.entry("LegacyTimers", Type.TRUTH),
          Map.entry("AssociatedBundleIdentifiers", Type.TEXT_OR_TEXTS));

  private static final Map<String, Type> KEEP_ALIVE =
      Map.of(
          "SuccessfulExit", Type.TRUTH,
          "Crashed", Type.TRUTH,
          "AfterInitialDemand", Type.TRUTH,
          "PathState", Type.TRUTHS,
          "OtherJobEnabled", Type.TRUTHS);

  private static final Map<String, Type> LIMITS =
      Map.of(
          "Core", Type.NUMBER,
          "CPU", Type.NUMBER,
          "Data", Type.NUMBER,
          "FileSize", Type.NUMBER,
          "MemoryLock", Type.NUMBER,
          "NumberOfFiles", Type.NUMBER,
          "NumberOfProcesses", Type.NUMBER,
          "ResidentSetSize", Type.NUMBER,
          "Stack", Type.NUMBER);

  private static final Set<String> PROCESS_TYPES =
      Set.of("Background", "Standard", "Adaptive", "Interactive");

  /// Documented, and not to be used all the same.
  private static final Map<String, String> BETTER_NOT =
      Map.of(
          "SessionCreate", "a new security session has no login keychain",
          "OnDemand", "KeepAlive has taken its place",
          "Debug", "it is no longer implemented",
          "StartInterval", "what falls into a sleep is missed",
          "AbandonProcessGroup", "the commands that a job has started must end with it");

  private PlistKeys() {}

  /// Everything that is wrong with a job's list; empty where nothing is.
  public static List<String> problems(Plist plist) {
    var problems = new ArrayList<String>();
    plist.values().forEach((name, value) -> judge(name, value, problems));
    if (!(plist.get("Label") instanceof String label) || !label.matches("[A-Za-z0-9._-]+")) {
      problems.add("Label must be there, in letters, digits, dots and dashes");
    }
    if (!(plist.get("ProgramArguments") instanceof List<?> words)
        || words.isEmpty()
        || !words.getFirst().toString().startsWith("/")) {
      problems.add("ProgramArguments must begin with the whole path of a program");
    }
    if (plist.get("ProcessType") instanceof String type && !PROCESS_TYPES.contains(type)) {
      problems.add("ProcessType is " + type + "; it can be one of " + PROCESS_TYPES);
    }
    return List.copyOf(problems);
  }

  private static void judge(String name, Object value, List<String> problems) {
    Type type = KEYS.get(name);
    if (type == null) {
      problems.add("launchd knows no key " + name);
    } else if (!fits(type, value)) {
      problems.add(name + " must be " + type.name().toLowerCase(Locale.ROOT));
    }
    String why = BETTER_NOT.get(name);
    if (why != null) {
      problems.add(name + " must not be set: " + why);
    }
  }

  private static boolean fits(Type type, @Nullable Object value) {
    return switch (type) {
      case TEXT -> value instanceof String;
      case NUMBER -> value instanceof Long;
      case TRUTH -> value instanceof Boolean;
      case TEXTS ->
          value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
      case TEXT_OR_TEXTS -> fits(Type.TEXT, value) || fits(Type.TEXTS, value);
      case TEXT_OR_NUMBER -> fits(Type.TEXT, value) || fits(Type.NUMBER, value);
      case TRUTHS -> allFit(value, Type.TRUTH);
      case TEXT_MAP -> allFit(value, Type.TEXT);
      case MAP -> value instanceof Map<?, ?>;
      case MAP_OR_LIST -> value instanceof Map<?, ?> || value instanceof List<?>;
      case LIMITS -> allFit(value, LIMITS);
      case KEEP_ALIVE -> fits(Type.TRUTH, value) || allFit(value, KEEP_ALIVE);
    };
  }

  private static boolean allFit(@Nullable Object value, Type type) {
    return value instanceof Map<?, ?> map
        && map.values().stream().allMatch(item -> fits(type, item));
  }

  private static boolean allFit(@Nullable Object value, Map<String, Type> known) {
    return value instanceof Map<?, ?> map
        && map.entrySet().stream()
            .allMatch(
                entry -> {
                  Type type = known.get(String.valueOf(entry.getKey()));
                  return type != null && fits(type, entry.getValue());
                });
  }
}
