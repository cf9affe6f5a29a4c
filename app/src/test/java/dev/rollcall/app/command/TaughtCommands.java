package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that a page teaches, as a shell would hand them to the program. */
public final class TaughtCommands {
    private static final Pattern TAUGHT = Pattern.compile("<code>(\\./rollcall [^<]*)</code>");
    private static final Pattern WORD = Pattern.compile("((?:'[^']*'|\\\\'|[^\\s'])+)");

    private TaughtCommands() {}

    /** Each command of a page, in words. */
    public static List<List<String>> of(String page) {
        List<List<String>> commands = new ArrayList<>();
        Matcher taught = TAUGHT.matcher(page);
        while (taught.find()) {
            String line = taught.group(1)
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&#39;", "'")
                    .replace("&#34;", "\"")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&");
            Arrays.stream(line.split(" && ")).map(TaughtCommands::words).forEach(commands::add);
        }
        return commands;
    }

    /** Lets the program read it, and do nothing. @throws picocli.CommandLine.ParameterException when it would refuse it */
    public static void parse(List<String> words) {
        new Program(Terminal.ofProcess()).commandLine()
                .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replaceAll("'([^']*)'", "$1").replace("\\'", "'"))
                .toList();
    }
}
