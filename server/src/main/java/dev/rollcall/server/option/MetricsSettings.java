package dev.rollcall.server.option;

import dev.rollcall.server.metrics.MetricsOptions;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.util.Optional;

/** The section {@code metrics}: who may read {@code /metrics}, and where. */
public final class MetricsSettings {
    public static final SettingList SETTINGS = new SettingList();

    public static final Setting<Optional<String>> TOKEN = SETTINGS.secret("metrics.token", SettingForms.text("token"),
            "Serves /metrics for readers who send this as their bearer token, 16 characters or more. Without a token and a "
                    + "port of their own, there are no metrics.");
    public static final Setting<Optional<Integer>> PORT = SETTINGS.optional("metrics.port",
            SettingForms.number("port", 0, 65_535),
            "Serves /metrics on a port of its own, without TLS; 0 picks a free one. The token is needed there only if it is "
                    + "set.");
    public static final Setting<String> HOST = SETTINGS.of("metrics.host", SettingForms.text("host"), "127.0.0.1",
            "The address that metrics.port is on.");

    static {
        SETTINGS.rule(MetricsSettings::longToken);
    }

    private MetricsSettings() {}

    private static void longToken(SettingValues values) {
        if (values.get(TOKEN).filter(token -> token.length() < MetricsOptions.TOKEN_LENGTH).isPresent()) {
            throw new SettingException("%s must have at least %d characters. Make one with: openssl rand -hex 32"
                    .formatted(TOKEN.key(), MetricsOptions.TOKEN_LENGTH));
        }
    }
}
