package dev.rollcall.outbound.service;

import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.delivery.TargetDriver;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The drivers of all kinds of destinations. For one thread at a time.
 *
 * <p>Guarantees: what a kind needs is made when its first stream is delivered, so that a house without streams loads none of it.
 */
public final class DestinationDrivers implements DriverSource {
    private final Once scim;
    private final Once webhook;
    private final Once logout;

    /** Each is asked once at most. */
    public DestinationDrivers(
            Supplier<DriverSource> scim, Supplier<DriverSource> webhook, Supplier<DriverSource> logout) {
        this.scim = new Once(scim);
        this.webhook = new Once(webhook);
        this.logout = new Once(logout);
    }

    @Override
    public TargetDriver open(EventStream stream) {
        Once kind = switch (stream.destination()) {
            case ScimTarget _ -> scim;
            case WebhookTarget _ -> webhook;
            case LogoutTarget _ -> logout;
        };
        return kind.get().open(stream);
    }

    private static final class Once {
        private final Supplier<DriverSource> supplier;
        private Optional<DriverSource> made = Optional.empty();

        Once(Supplier<DriverSource> supplier) {
            this.supplier = supplier;
        }

        DriverSource get() {
            if (made.isEmpty()) {
                made = Optional.of(supplier.get());
            }
            return made.get();
        }
    }
}
