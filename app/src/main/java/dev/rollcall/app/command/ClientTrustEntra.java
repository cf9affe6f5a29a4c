package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says whether a connection trusts the access tokens that Entra itself issues. */
@Command(name = "trust-entra",
        description = "Lets a connection take the access tokens that Entra issues itself when no secret token is set there. Their "
                + "audience is the same for every custom application, so the tenant must be named; prefer a client, or a "
                + "workload identity.",
        footer = {"", "Examples:",
            "  rollcall client trust-entra acme --scopes all \\",
            "      --tenant ce5f061f-abe6-4e40-9615-301f87bcb7f0",
            "  rollcall client trust-entra acme --off"})
final class ClientTrustEntra extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Option(names = "--tenant", paramLabel = "<id>", description = "The id of the tenant, a GUID.")
    private @Nullable String tenant;

    @Option(names = "--scopes", paramLabel = "<scopes>", defaultValue = "all",
            description = "What such tokens may do, with commas between, or all. Default: all.")
    private String scopes = "all";

    @Option(names = "--audience", paramLabel = "<text>", defaultValue = EntraTrust.CUSTOM_APPLICATION,
            description = "The claim aud; without it, the one of custom applications.")
    private String audience = EntraTrust.CUSTOM_APPLICATION;

    @Option(names = "--caller", paramLabel = "<id>", defaultValue = EntraTrust.PROVISIONING_SERVICE,
            description = "The application that the tokens are issued to; without it, Microsoft's provisioning service.")
    private String caller = EntraTrust.PROVISIONING_SERVICE;

    @Option(names = "--claim", paramLabel = "<name=value>",
            description = "A claim that the tokens must have besides, such as oid=...; needed where two connections trust one "
                    + "tenant.")
    private @Nullable String claim;

    @Option(names = "--off", description = "End the trust.")
    private boolean off;

    ClientTrustEntra(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (off == (tenant != null)) {
            throw wrong("Give either --tenant or --off.");
        }
        if (!off) {
            // The id of a connection is not known yet; everything else is looked at.
            trust(new ConnectionId("con_0000000000000000"));
        }
    }

    @Override
    int run(LocalDirectory directory) {
        ConnectionId id = named.in(directory).id();
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("connection_id", id.value());
        if (off) {
            boolean ended = directory.entraTrusts().distrust(id);
            output().object(terminal(), object.put("trusted", false), List.of(
                    ended ? "The connection takes no tokens of Entra's any more."
                            : "The connection took none anyway."));
            return ExitCode.DONE;
        }
        EntraTrust trust = directory.entraTrusts().trust(trust(id));
        output().object(terminal(), object.put("trusted", true).put("tenant", trust.tenant()), List.of(
                "The connection takes tokens that Entra issues for the tenant " + trust.tenant() + ".",
                "Leave the secret token blank in Entra, and look at the log after the first cycle: rollcall log "
                        + id));
        return ExitCode.DONE;
    }

    private EntraTrust trust(ConnectionId id) {
        try {
            return new EntraTrust(id, String.valueOf(tenant).strip().toLowerCase(Locale.ROOT), audience, caller, pin(),
                    ScopeText.parse(scopes), terminal().clock().instant(), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Optional<EntraTrust.Pin> pin() {
        if (claim == null) {
            return Optional.empty();
        }
        String[] parts = claim.split("=", 2);
        if (parts.length == 1) {
            throw wrong("Write the claim as name=value, such as oid=d2f8ee76-c549-45b8-a143-f5b640669704.");
        }
        return Optional.of(new EntraTrust.Pin(parts[0], parts[1]));
    }
}
