package dev.rollcall.server.testing;

import dev.rollcall.server.option.MetricsSettings;
import dev.rollcall.server.option.ServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoublePredicate;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the metrics of a service that was started with {@link #options}. */
public final class Metered {
    private static final String TOKEN = "a token for the metrics";

    /** Between two looks, so that what is waited for has the processor. */
    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

    private final Service service;

    public Metered(Service service) {
        this.service = service;
    }

    public static ServerOptions options() {
        return ServerOptions.defaults().with(MetricsSettings.TOKEN, Optional.of(TOKEN));
    }

    /** The value of a metric without labels. */
    public double figure(String name) throws IOException {
        try (RawConnection connection = new RawConnection(service.server().port())) {
            String text = connection
                    .send("GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n")
                    .read()
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No " + name + " in " + text));
        }
    }

    /** Waits until a metric is as it should be. */
    public void await(String name, DoublePredicate enough) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        double value = figure(name);
        while (!enough.test(value)) {
            assertThat(System.nanoTime() - deadline).as("%s is still %s", name, value).isNegative();
            LockSupport.parkNanos(PAUSE_NANOS);
            value = figure(name);
        }
    }
}
