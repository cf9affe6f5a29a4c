package dev.rollcall.console.frame;

import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.access.OperatorSignIns;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.ManagementServices;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What pages are made with.
 *
 * @param management what the management API works with: pages do what it does, by the same rules
 * @param clients the OAuth clients, with secrets from a cryptographically strong source
 * @param operators who lets operators in that the company's own issuer has signed in; empty where nobody does
 * @param house what is known of the installation since its start
 * @param nanoTime a clock that only goes forward, in nanoseconds
 */
public record ConsoleServices(
        Storage storage, ManagementServices management, Clients clients, Optional<OperatorSignIns> operators,
        HouseFacts house, Clock clock, LongSupplier nanoTime) {}
