package dev.rollcall.app.command;

import picocli.CommandLine.Command;

/** Holds the commands for tokens. */
@Command(name = "token",
        synopsisSubcommandLabel = "COMMAND",
        description = "SCIM tokens: what an identity provider shows to be let in at its connection.")
final class TokenCommand {}
