package dev.rollcall.app.demo;

import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of a service of the demo. */
final class DemoSettings {
    private DemoSettings() {}

    /**
     * Those that are given by their flags, and the defaults. The demo stands by itself: neither the variables of the process nor a
     * file of its folder count.
     */
    static SettingValues of(Path folder, Map<String, String> given) {
        Map<Setting<?>, String> flags = new HashMap<>();
        Settings.ALL.forEach(
                setting -> Optional.ofNullable(given.get(setting.flag())).ifPresent(text -> flags.put(setting, text)));
        return new SettingSources(flags, Optional.empty(), Map.of(), folder).read();
    }
}
