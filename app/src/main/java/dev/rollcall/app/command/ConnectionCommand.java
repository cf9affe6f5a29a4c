package dev.rollcall.app.command;

import picocli.CommandLine.Command;

/** Holds the commands for connections. */
@Command(name = "connection",
        synopsisSubcommandLabel = "COMMAND",
        description = "Connections: one for each customer's identity provider, with a SCIM endpoint of its own.")
final class ConnectionCommand {}
