package dev.rollcall.app.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How the help of all commands is laid out. */
final class HelpText {
    private HelpText() {}

    /** Lists commands with the first sentence of each one's help, and options in the order in which they matter. */
    static void lay(CommandLine program) {
        summarize(program);
        // What picocli calls the header is printed in lists; in the command's own help the description begins with it.
        List<String> sections = program.getHelpSectionKeys()
                .stream()
                .filter(section -> !section.equals(UsageMessageSpec.SECTION_KEY_HEADER))
                .toList();
        program.setHelpSectionKeys(sections);
    }

    private static void summarize(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.header(firstSentence(usage.description()[0]));
        usage.sortOptions(false);
        line.getSubcommands().values().forEach(HelpText::summarize);
    }

    private static String firstSentence(String text) {
        return text.split("(?:[.;] |\\.$)", 2)[0] + ".";
    }
}
