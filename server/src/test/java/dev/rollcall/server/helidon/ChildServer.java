package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A server in a process of its own, whose limit of open files can be low. It prints its port; a line on its input makes it
 * open files until it may open no more. It exits with {@value #ENDED} when its listener ends.
 */
final class ChildServer {
    static final int ENDED = 17;

    private static final List<FileInputStream> HELD = new ArrayList<>();

    private ChildServer() {}

    public static void main(String[] arguments) throws IOException {
        Surface surface = new Surface(
                "", request -> HttpResponse.empty(204), error -> HttpResponse.empty(error.status()));
        HelidonServer server = HelidonServer.start(
                ServerOptions.defaults().with(ServerSettings.PORT, 0),
                new Surfaces(List.of(surface), UnaryOperator.identity()));
        server.ended().thenRun(() -> Runtime.getRuntime().halt(ENDED));
        System.out.println("port " + server.port());
        if (System.in.read() >= 0) {
            takeAllDescriptors();
            System.out.println("none left");
        }
        System.in.read();
    }

    private static void takeAllDescriptors() {
        try {
            while (true) {
                HELD.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException noneLeft) {
            System.err.println(noneLeft.getMessage());
        }
    }
}
