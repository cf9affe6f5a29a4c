package dev.rollcall.outbound.alert;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingList;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Who is told when something is wrong with an event stream, and what counts as wrong. */
public final class AlertSettings {
    public static final SettingList SETTINGS = new SettingList();

    public static final Setting<Optional<URI>> WEBHOOK = SETTINGS.secret("outbound.alert-webhook",
            SettingForms.webAddress(),
            "Where alerts of event streams are posted to, as JSON with a \"text\" that chat programs show.");
    public static final Setting<Optional<String>> EMAIL = SETTINGS.optional("outbound.alert-email",
            SettingForms.text("address"),
            "To which e-mail address alerts of event streams go; needs outbound.smtp-host.");
    public static final Setting<Duration> BACKLOG = SETTINGS.duration("outbound.alert-backlog", "15m", "1m", "7d",
            "A stream whose oldest open delivery is older is told of.");
    public static final Setting<Duration> EXPIRY = SETTINGS.duration("outbound.alert-expiry", "7d", "1h", "90d",
            "How long before its end a stream's token, certificate or last signing secret is told of.");
    public static final Setting<Optional<String>> SMTP_HOST = SETTINGS.optional("outbound.smtp-host",
            SettingForms.text("host"), "The mail server that takes alerts.");
    public static final Setting<Integer> SMTP_PORT = SETTINGS.number("outbound.smtp-port", 587, 1, 65_535,
            "Its port.");
    public static final Setting<SmtpSecurity> SMTP_SECURITY = SETTINGS.of("outbound.smtp-security",
            SettingForms.choice("which", SmtpSecurity.class), "starttls",
            "How the connection to it is protected: starttls, which must succeed, tls from the first byte, or off.");
    public static final Setting<Optional<String>> SMTP_USER = SETTINGS.optional("outbound.smtp-user",
            SettingForms.text("name"), "Who signs in there; nobody does without it.");
    public static final Setting<Optional<String>> SMTP_PASSWORD = SETTINGS.secret("outbound.smtp-password",
            SettingForms.text("password"), "The password of outbound.smtp-user.");
    public static final Setting<String> SMTP_FROM = SETTINGS.of("outbound.smtp-from",
            SettingForms.text("address"), "rollcall@localhost", "From whom the mails are.");

    private AlertSettings() {}

    /** How the connection to a mail server is protected. */
    public enum SmtpSecurity {
        STARTTLS,
        TLS,
        OFF
    }
}
