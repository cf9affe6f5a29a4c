package dev.rollcall.app.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ObjectNode;

/** The option {@code --print}: one field of what {@code --json} would print, and nothing else; for shell variables. */
final class FieldOption {
    @Option(names = "--print", order = 101, paramLabel = "<field>",
            description = "Print only this field of what --json prints, for example to set a shell variable.")
    private @Nullable String name;

    private final List<String> known;

    FieldOption(String... known) {
        this.known = List.of(known);
    }

    /** Refuses an unknown field, and {@code --print} together with {@code --json}. */
    void check(CommandSpec command, Output output) {
        if (name == null) {
            return;
        }
        if (output.json()) {
            throw new ParameterException(command.commandLine(), "Give either --json or --print, not both.");
        }
        if (!known.contains(name)) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is no field \"%s\" to print: use one of %s.".formatted(name, String.join(", ", known)));
        }
    }

    /** The text of the field that was asked for; empty when all of the object is to be printed. */
    Optional<String> of(ObjectNode object) {
        return Optional.ofNullable(name).flatMap(field -> Output.field(object, field));
    }
}
