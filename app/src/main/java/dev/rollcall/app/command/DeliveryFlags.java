package dev.rollcall.app.command;

import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.scim.text.Moment;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which deliveries a command means. */
final class DeliveryFlags {
    @Option(names = "--type", paramLabel = "<types>",
            description = "Only of events of these types, with commas between them.")
    private @Nullable String types;

    @Option(names = "--subject", paramLabel = "<subject>",
            description = "Only about this subject, as the deliveries have it: \"U con_… 42\" for a person.")
    private @Nullable String subject;

    @Option(names = "--cause", paramLabel = "<cause>",
            description = "Only those that failed by this cause, as --causes has it.")
    private @Nullable String cause;

    @Option(names = "--since", paramLabel = "<time>",
            description = "Only from this time on, such as 2026-03-01T12:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "<time>", description = "Only from before this time.")
    private @Nullable String until;

    /** Whether something narrows them. */
    boolean isGiven() {
        return Stream.of(Optional.ofNullable(types), Optional.ofNullable(subject), Optional.ofNullable(cause),
                Optional.ofNullable(since), Optional.ofNullable(until)).anyMatch(Optional::isPresent);
    }

    Set<EventType> types() {
        return words(types).stream().map(StreamForm::type).collect(Collectors.toSet());
    }

    Optional<SubjectKey> subject(CommandSpec command) {
        return Optional.ofNullable(subject)
                .map(text -> SubjectKey.parse(text)
                        .orElseThrow(() -> new ParameterException(command.commandLine(),
                                "The subject \"%s\" has not the"
                                        .formatted(text)
                                        + " form of one: copy it from \"rollcall stream deliveries --json\".")));
    }

    Optional<String> cause() {
        return Optional.ofNullable(cause);
    }

    Optional<Instant> since(CommandSpec command) {
        return time(since, "--since", command);
    }

    Optional<Instant> until(CommandSpec command) {
        return time(until, "--until", command);
    }

    /** Words with commas between them. */
    static List<String> words(@Nullable String text) {
        return Optional.ofNullable(text)
                .stream()
                .flatMap(all -> Arrays.stream(all.split(",", -1)))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Optional<Instant> time(@Nullable String text, String flag, CommandSpec command) {
        return Optional.ofNullable(text)
                .map(given -> Moment.read(given)
                        .orElseThrow(() -> new ParameterException(command.commandLine(),
                                "%s must be a time in ISO 8601, such as 2026-03-01T12:00:00Z.".formatted(flag))));
    }
}
