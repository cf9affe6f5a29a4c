package dev.rollcall.app.terminal;

import java.io.Console;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The person before the terminal, when there is one. */
public interface Screen {
    /** Nobody watches and nobody answers: a script, a pipe, a test. */
    Screen NONE = new Screen() {
        @Override
        public OptionalInt columns() {
            return OptionalInt.empty();
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.empty();
        }
    };

    /** How many characters fit on a line; empty when nobody watches. */
    OptionalInt columns();

    /** What the person types as an answer, without blanks around it; empty when nobody is there or answers. */
    Optional<String> ask(String question);

    /** That of this process: a terminal at both standard input and standard output, or {@link #NONE}. */
    static Screen ofProcess(Map<String, String> environment) {
        Console console = System.console();
        return console != null && console.isTerminal() ? of(console, environment) : NONE;
    }

    private static Screen of(Console console, Map<String, String> environment) {
        return new Screen() {
            private static final Pattern COLUMNS = Pattern.compile("[1-9][0-9]{1,3}");
            private static final int USUAL = 80;

            @Override
            public OptionalInt columns() {
                String said = environment.getOrDefault("COLUMNS", "");
                return OptionalInt.of(COLUMNS.matcher(said).matches() ? Integer.parseInt(said) : USUAL);
            }

            @Override
            public Optional<String> ask(String question) {
                return Optional.ofNullable(console.readLine("%s ", question)).map(String::strip);
            }
        };
    }
}
