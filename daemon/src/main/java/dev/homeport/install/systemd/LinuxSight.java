package dev.homeport.install.systemd;

import dev.homeport.host.PortHolder;
import dev.homeport.install.Asked;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Launcher;
import dev.homeport.install.Person;
import dev.homeport.install.RoleSettings;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was seen on a Linux before anything is done.
///
/// @param systemd whether there is one
/// @param loaded whether our unit is known where it shall be
/// @param unit the text of the unit that is there; nothing where none is
/// @param other the file of a unit for the same role that is the other kind's, of the system or of
///   the user; nothing where none is
/// @param door who listens where the role shall
record LinuxSight(
    Asked asked,
    Person person,
    Places places,
    Launcher launcher,
    boolean systemd,
    boolean loaded,
    @Nullable String unit,
    @Nullable Path other,
    @Nullable PortHolder door,
    RoleSettings settings,
    Predicate<Path> exists,
    InstallRecord record) {}
