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

    /** Those that concern a command that works on the store, whether or not a server runs. */
    public static final List<Setting<?>> FOR_COMMANDS = List.of(
            StoreSettings.DATA,
            StoreSettings.DATABASE_URL,
            StoreSettings.DATABASE_USER,
            StoreSettings.DATABASE_PASSWORD,
            ServerSettings.PUBLIC_URL,
            ServerSettings.HOST,
            ServerSettings.PORT);

    static Settings of(SettingValues values) {
        return new Settings(
                ServerSettings.of(values), StoreSettings.of(values), LimitSettings.of(values), LogSettings.of(values));
    }
}
