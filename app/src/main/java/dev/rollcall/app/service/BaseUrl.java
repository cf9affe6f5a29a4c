package dev.rollcall.app.service;

import dev.rollcall.app.setting.ServerSettings;
import java.net.URI;

/** The address that the SCIM endpoints begin with. */
final class BaseUrl {
    private BaseUrl() {}

    /** The address of a server that listens on that port. */
    static URI listening(ServerSettings server, int port) {
        String host = server.host().contains(":") && !server.host().startsWith("[")
                ? "[" + server.host() + "]"
                : server.host();
        return URI.create((server.tls() ? "https://" : "http://") + host + ":" + port);
    }

    /** The public address if there is one, else where the server listens. */
    static URI reached(ServerSettings server, int port) {
        return server.publicUrl().orElseGet(() -> listening(server, port));
    }
}
