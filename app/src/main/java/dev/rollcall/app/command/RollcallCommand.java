package dev.rollcall.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself; its commands do the work. */
@Command(name = "rollcall",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        description = "A self-hosted SCIM 2.0 provisioning service: identity providers push users and groups into it.",
        footer = {
            "", "Begin with \"rollcall demo\", or \"rollcall serve\" and \"rollcall connection create --help\".", "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found."})
final class RollcallCommand {
    @Option(names = {"-h", "--help"}, order = 200, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Print this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Print the version.")
    private boolean version;
}
