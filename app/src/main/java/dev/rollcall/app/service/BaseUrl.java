package dev.rollcall.app.service;

import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.net.URI;

/** The address that the SCIM endpoints begin with. */
final class BaseUrl {
    private BaseUrl() {}

    /** The address of a server that listens on that port. */
    static URI listening(SettingValues settings, int port) {
        String host = settings.get(ServerSettings.HOST);
        String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        boolean tls = settings.get(ServerSettings.TLS_CERTIFICATE).isPresent();
        return URI.create((tls ? "https://" : "http://") + literal + ":" + port);
    }

    /** The public address if there is one, else where the server listens. */
    static URI reached(SettingValues settings, int port) {
        return settings.get(ServerSettings.PUBLIC_URL).orElseGet(() -> listening(settings, port));
    }
}
