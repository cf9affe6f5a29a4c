package dev.rollcall.app.service;

import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The address that the service is to listen on. */
final class ListenAddress {
    private ListenAddress() {}

    /**
     * Tries the address before the server does, because the reason that the system gives is what helps.
     *
     * @throws ServiceException when it cannot be listened on
     */
    static void check(SettingValues settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.get(ServerSettings.HOST)),
                    settings.get(ServerSettings.PORT)));
        } catch (IOException e) {
            throw unusable(settings, e);
        }
    }

    /** What to say when it cannot be listened on. */
    static ServiceException unusable(SettingValues settings, Exception e) {
        String reason = e instanceof UnknownHostException ? "there is no such host" : String.valueOf(e.getMessage());
        return new ServiceException(
                "%s cannot be listened on (%s): set another --host or --port, or stop what uses the port."
                        .formatted(BaseUrl.listening(settings, settings.get(ServerSettings.PORT)), reason),
                e);
    }
}
