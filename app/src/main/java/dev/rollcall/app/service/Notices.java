package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;

/** What an administrator should know at a start, a line each, on standard error. */
final class Notices {
    private Notices() {}

    static void print(SettingValues settings, Storage storage, Terminal terminal) {
        String place = settings.get(StoreSettings.DATABASE_URL).isPresent()
                ? ""
                : " in " + OpenStore.folder(settings, terminal).toAbsolutePath().normalize();
        notice(terminal, "storing with %s%s".formatted(storage.engine(), place));
        KeyFile keyFile = KeyFiles.of(settings, terminal);
        if (settings.get(StoreSettings.DATABASE_URL).isPresent() && !Files.exists(keyFile.path())) {
            notice(terminal, "there is no key file %s, so no access token can be issued: make one with"
                    .formatted(keyFile.path()) + " \"rollcall key create\" and give it to every node by --key-file");
        }
        if (isOpenWithoutTls(settings)) {
            notice(
                    terminal,
                    "listening on %s without TLS: tokens can be read on the way, so set --tls-certificate and --tls-key,"
                            .formatted(settings.get(ServerSettings.HOST))
                            + " or put a proxy with HTTPS in front and name it with --trusted-proxies");
        }
    }

    private static boolean isOpenWithoutTls(SettingValues settings) {
        return settings.get(ServerSettings.TLS_CERTIFICATE).isEmpty()
                && settings.get(ServerSettings.TRUSTED_PROXIES).isEmpty()
                && !isLoopback(settings.get(ServerSettings.HOST));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // The server is about to say that it cannot listen there.
            return true;
        }
    }

    private static void notice(Terminal terminal, String text) {
        terminal.err().println("rollcall: " + text);
    }
}
