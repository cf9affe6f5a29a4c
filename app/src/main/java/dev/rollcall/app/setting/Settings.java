package dev.rollcall.app.setting;

import dev.rollcall.console.setting.ConsoleSettings;
import dev.rollcall.directory.access.TokenSettings;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.resource.PatchSettings;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.oauth.IdTokenSettings;
import dev.rollcall.oauth.OAuthSettings;
import dev.rollcall.oauth.OperatorSettings;
import dev.rollcall.outbound.alert.AlertSettings;
import dev.rollcall.outbound.setting.OutboundSettings;
import dev.rollcall.server.option.MetricsSettings;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.StoreOptions;
import java.util.Comparator;
import java.util.List;

/** Every setting there is. */
public final class Settings {
    /** The classes that declare settings. A section that several of them share is explained in this order. */
    private static final List<SettingList> LISTS = List.of(
            ServerSettings.SETTINGS,
            StoreSettings.SETTINGS,
            StoreOptions.SETTINGS,
            RequestSettings.SETTINGS,
            PatchSettings.SETTINGS,
            ResourceLimits.SETTINGS,
            PersonLimits.SETTINGS,
            MappingSettings.SETTINGS,
            DeclarationLimits.SETTINGS,
            TokenSettings.SETTINGS,
            UpkeepOptions.SETTINGS,
            RequestLogOptions.SETTINGS,
            LogLevel.SETTINGS,
            MetricsSettings.SETTINGS,
            ConsoleSettings.SETTINGS,
            OperatorSettings.SETTINGS,
            OAuthSettings.SETTINGS,
            IdTokenSettings.SETTINGS,
            OutboundSettings.SETTINGS,
            AlertSettings.SETTINGS);

    /** All, in the order in which they are explained. Help, README and tests come from this list. */
    public static final List<Setting<?>> ALL = LISTS.stream()
            .<Setting<?>>flatMap(list -> list.all().stream())
            .sorted(Comparator.comparing(Setting::group))
            .toList();

    /** Those that concern a command that works on the store, whether or not a server runs. */
    public static final List<Setting<?>> FOR_COMMANDS = List.of(
            StoreSettings.DATA,
            StoreSettings.DATABASE_URL,
            StoreSettings.DATABASE_USER,
            StoreSettings.DATABASE_PASSWORD,
            StoreSettings.KEY_FILE,
            ServerSettings.PUBLIC_URL,
            ServerSettings.HOST,
            ServerSettings.PORT);

    private Settings() {}

    /**
     * Holds the values against the rules that several settings must keep together.
     *
     * @throws SettingException when one contradicts another
     */
    static void check(SettingValues values) {
        LISTS.forEach(list -> list.check(values));
    }
}
