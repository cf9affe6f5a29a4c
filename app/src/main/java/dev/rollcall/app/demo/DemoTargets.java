package dev.rollcall.app.demo;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** What Rollcall delivers to in the demo: a SCIM application, which is a second Rollcall, and a receiver of webhooks. */
final class DemoTargets implements AutoCloseable {
    private final Path folder;
    private final Terminal terminal;
    private final DemoReceiver receiver;
    private final URI application;
    private final String token;
    private Optional<RollcallService> running;

    private DemoTargets(Path folder, Terminal terminal, DemoReceiver receiver, RollcallService service) {
        this.folder = folder;
        this.terminal = terminal;
        this.receiver = receiver;
        this.running = Optional.of(service);
        try (LocalDirectory directory = LocalDirectory.open(settings(folder, 0), terminal)) {
            Connection connection = directory.connections().create("rollcall", Strategy.SCIM, false);
            this.token = directory.tokens()
                    .issue(connection.id(), EnumSet.allOf(TokenScope.class), Optional.empty())
                    .secret();
            this.application = URI.create(service.url() + "/scim/v2/connections/" + connection.id());
        }
    }

    /** Starts both. @param folder of the application's data */
    static DemoTargets start(Path folder, Terminal terminal) {
        RollcallService service = RollcallService.start(settings(folder, 0), terminal);
        try {
            return new DemoTargets(folder, terminal, DemoReceiver.start(terminal.clock()), service);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private static SettingValues settings(Path folder, int port) {
        return DemoSettings.of(folder, Map.of("--data", folder.toString(), "--port", Integer.toString(port)));
    }

    /** The application's SCIM endpoint; the same before and after it was broken. */
    URI application() {
        return application;
    }

    /** What the application knows Rollcall by. */
    String token() {
        return token;
    }

    DemoReceiver receiver() {
        return receiver;
    }

    /** The application is gone, as after a crash, and the receiver answers 503. */
    synchronized void breakDown() {
        running.ifPresent(RollcallService::close);
        running = Optional.empty();
        receiver.setBroken(true);
    }

    /** Both are there again, where they were. */
    synchronized void heal() {
        running = Optional.of(RollcallService.start(settings(folder, application.getPort()), terminal));
        receiver.setBroken(false);
    }

    @Override
    public synchronized void close() {
        running.ifPresent(RollcallService::close);
        running = Optional.empty();
        receiver.close();
    }
}
