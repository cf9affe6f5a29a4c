package dev.rollcall.app.setting;

import dev.rollcall.setting.Setting;
import java.util.StringJoiner;

/** The table of all settings in Markdown, as README.md prints it. */
public final class SettingTable {
    private SettingTable() {}

    /** The table, with a line feed at the end of every line. */
    public static String markdown() {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("| key in `rollcall.yaml` | flag | environment variable | default | meaning |");
        lines.add("|---|---|---|---|---|");
        for (Setting<?> setting : Settings.ALL) {
            lines.add("| `%s` | `%s` | `%s` | %s | %s |"
                    .formatted(
                            setting.key(),
                            setting.flag(),
                            setting.variable(),
                            setting.defaultText().map(text -> "`" + text + "`").orElse("–"),
                            setting.meaning()));
        }
        return lines.toString();
    }
}
