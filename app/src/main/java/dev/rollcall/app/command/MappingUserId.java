package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.Provisioning;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.ReKeyPreview;
import dev.rollcall.directory.storage.Share;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Changes by which SCIM attribute sign-ins find the people of a connection. */
@Command(name = "user-id",
        description = "Changes by which SCIM attribute sign-ins find the people of a connection. No user_id changes. Of a "
                + "connection with users, the running service re-keys them in the background, and meanwhile finds them by "
                + "both; \"connection show\" says how far it is. Look at --dry-run first: it names who clashes and who has no "
                + "value.",
        footer = {"", "Examples:", "  rollcall mapping user-id acme userName --dry-run",
            "  rollcall mapping user-id acme userName"})
final class MappingUserId extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Parameters(index = "1", paramLabel = "ATTRIBUTE", description = "externalId or userName.")
    private String attribute = "";

    @Option(names = "--dry-run", description = "Only say what it would mean for the users who are here.")
    private boolean dryRun;

    @Mixin
    private WideOption wide = new WideOption();

    MappingUserId(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        wanted();
    }

    private UserIdAttribute wanted() {
        return UserIdAttribute.named(attribute)
                .orElseThrow(() -> new ParameterException(spec().commandLine(), ScimConfigurations.NO_ATTRIBUTE));
    }

    @Override
    int run(LocalDirectory directory) {
        Provisioning known = MappingOutput.of(directory, named.in(directory));
        if (dryRun) {
            ReKeyPreview.Preview preview = new ReKeyPreview(
                    directory.storage(), directory.configurations().settings())
                    .of(Share.HOUSE, known.connection(), wanted());
            output().object(terminal(), preview.json(), lines(preview));
            return ExitCode.DONE;
        }
        Provisioning set = directory.configurations()
                .update(known.connection().id(), ConfigurationEdit.ofUserId(attribute), Actor.COMMAND_LINE);
        output().object(terminal(), MappingOutput.json(set), MappingOutput.lines(set, wide.columns(terminal())));
        return ExitCode.DONE;
    }

    private static List<String> lines(ReKeyPreview.Preview preview) {
        List<String> lines = new ArrayList<>();
        if (preview.from() == preview.to()) {
            lines.add("Sign-ins find people by " + preview.to().attribute() + " already; nothing would change.");
            return lines;
        }
        lines.add("from       " + preview.from().attribute());
        lines.add("to         " + preview.to().attribute());
        lines.add("users      " + preview.users()
                + (preview.complete() ? "" : ", of whom the first " + preview.tally().seen() + " were looked at"));
        lines.add("changes    " + preview.tally().changed());
        lines.add("clashes    " + preview.tally().clashes());
        preview.clashing().forEach(id -> lines.add("           " + id));
        lines.add("no value   " + preview.tally().without());
        preview.without().forEach(id -> lines.add("           " + id));
        return lines;
    }
}
