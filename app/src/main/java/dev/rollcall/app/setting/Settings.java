package dev.rollcall.app.setting;

import java.util.List;
import java.util.stream.Stream;

/** All settings, read and checked. */
public record Settings(ServerSettings server, StoreSettings store, LimitSettings limits, LogSettings log) {

    /** Every setting there is, in the order in which they are explained. Help, README and tests come from this list. */
    public static final List<Setting<?>> ALL = Stream.of(
                    ServerSettings.ALL, StoreSettings.ALL, LimitSettings.ALL, LogSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    static Settings of(SettingValues values) {
        return new Settings(
                ServerSettings.of(values), StoreSettings.of(values), LimitSettings.of(values), LogSettings.of(values));
    }
}
