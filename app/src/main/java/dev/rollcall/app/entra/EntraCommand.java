package dev.rollcall.app.entra;

import picocli.CommandLine.Command;

/** Groups the commands of the provisioning job. */
@Command(name = "entra",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Microsoft Entra's provisioning service in small: provisions the users and groups of a folder into a SCIM "
                    + "endpoint, Rollcall's or any other, with the requests that Entra sends.",
            "Begin with \"rollcall entra init\", edit the files that it writes, and run a cycle."})
final class EntraCommand {}
